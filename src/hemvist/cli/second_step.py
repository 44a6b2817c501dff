"""``second-step``: for one who has lost both app and recovery codes."""

from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError


def remove(username: str) -> int:
    """Remove what a worker uses as a second step, and end their sessions: whoever has found the phone is not left logged in."""
    with database():
        tables_are_there()
        from allauth.mfa.models import Authenticator
        from django.contrib.sessions.models import Session
        from django.db import transaction

        from hemvist.organisation.models import Worker

        worker = Worker.objects.filter(user__username=username).first()
        if worker is None:
            raise CommandError(f"nobody has the user name '{username}'.")
        with transaction.atomic():
            removed = Authenticator.objects.filter(user_id=worker.user_id).delete()[0]
            for session in Session.objects.all():
                if session.get_decoded().get("_auth_user_id") == str(worker.user_id):
                    session.delete()
    if not removed:
        raise CommandError(f"{username} has no second step. Nothing is changed, but for sessions, which are ended.")
    print(f"{username} is logged out, and logs in with the password alone until a second step is set up anew.")
    return 0
