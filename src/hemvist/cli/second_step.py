"""``second-step``: for one who has lost both app and recovery codes, and for those who try the demo without an app."""

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


def code(username: str) -> int:
    """Print the code that a worker's app would show now: only in the demo city, whose people are made up and whose secret is no secret."""
    with database():
        tables_are_there()
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
        from allauth.mfa.utils import decrypt
        from django.contrib.auth.models import Group

        from hemvist.demo.city import MARK

        if not Group.objects.filter(name=MARK).exists():
            raise CommandError(
                "this is not the demo city. A real code is shown only by the app of the one whose it is."
            )
        app = Authenticator.objects.filter(user__username=username, type=Authenticator.Type.TOTP).first()
        if app is None:
            raise CommandError(f"{username} has no app for codes.")
        counters = list(
            yield_hotp_counters_from_time()
        )  # those that are accepted: a little before now, now, and a little after
        print(format_hotp_value(hotp_value(decrypt(app.data["secret"]), counters[len(counters) // 2])))
    return 0
