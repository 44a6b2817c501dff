"""The command for one who has lost both app and recovery codes."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group

from hemvist.cli.failing import CommandError
from hemvist.cli.second_step import code, remove
from hemvist.demo.city import MARK
from tests.factories import City
from tests.web.login.conftest import LogIn, code_now, with_app


def test_a_lost_second_step_is_removed_and_every_session_ended(city: City, log_in: LogIn) -> None:
    """Whoever has found the phone is not left logged in; colleagues are not touched."""
    for worker in (city.caseworker, city.unit_manager):
        with_app(worker)
    finder, colleague = log_in(city.caseworker), log_in(city.unit_manager)
    for client in (finder, colleague):
        client.post("/konto/andra-steget/", {"code": code_now()})
        assert client.get("/").status_code == 200
    assert remove("anna") == 0
    assert finder.get("/").status_code == 302
    assert colleague.get("/").status_code == 200
    assert log_in(city.caseworker).get("/").status_code == 200
    assert set(Authenticator.objects.values_list("user__username", flat=True)) == {"cecilia"}


@pytest.mark.parametrize(("name", "said"), [("nobody", "nobody has the user name"), ("bo", "bo has no second step")])
def test_what_there_is_not_is_said_to_be_so(city: City, name: str, said: str) -> None:
    """In words, and nothing is changed."""
    with pytest.raises(CommandError, match=said):
        remove(name)


def test_a_code_is_told_in_the_demo_city_alone(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever tries it has no app; in a real city nobody but the app tells a code."""
    with_app(city.caseworker)
    with pytest.raises(CommandError, match="not the demo city"):
        code("anna")
    Group.objects.create(name=MARK)
    before = code_now()
    assert code("anna") == 0
    assert capsys.readouterr().out.strip() in (before, code_now())
    with pytest.raises(CommandError, match="bo has no app"):
        code("bo")
