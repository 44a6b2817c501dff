"""A browser without a screen in which somebody has logged in with a second step."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from hemvist import clock
from hemvist.organisation.models import Worker

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(worker: Worker, *, proven: bool = True) -> Client:
    """Log in; ``proven``: with a second step."""
    client = Client()
    client.force_login(worker.user, backend=BACKEND)
    if proven:
        prove(client.session, worker)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value
    return client


def prove(session: SessionBase, worker: Worker) -> None:
    """Keep in a session what the log-in keeps there when a second step was taken."""
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": clock.now().timestamp(), "type": "totp", "id": 1}
    ]
    session["account_authentication_methods_user"] = str(worker.user_id)
    session.save()
