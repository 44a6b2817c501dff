"""Tokens: what each may do, for how long, and what is said to one that may not."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from hemvist import clock
from hemvist.api.models import ApiToken
from hemvist.api.tokens import SCOPES, TokenError, make_account, make_token, recognised, revoke
from hemvist.cli import main as cli
from hemvist.organisation.models import RoleHolding
from tests.api.conftest import LONG_AGO, Caller, MakeCaller
from tests.cases.town import TODAY, Town, opened, record


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """Let it be the town's day."""
    with clock.set_to(datetime.combine(TODAY, time(12), UTC)):
        yield


def code(answer: object) -> tuple[int, str]:
    """The status and the code of a problem."""
    return answer.status, answer.body["code"]  # type: ignore[attr-defined]


def test_a_token_is_shown_once_and_kept_as_a_digest(caller: MakeCaller) -> None:
    """Whoever reads the database cannot call."""
    system = caller()
    kept = ApiToken.objects.get()
    assert system.token not in str(vars(kept))
    assert re.fullmatch(r"[0-9a-f]{64}", kept.digest)
    assert recognised(system.token) == kept
    assert recognised(kept.digest) is None


def test_one_that_is_missing_unknown_revoked_or_over_is_told_so(caller: MakeCaller) -> None:
    """401 with how to show one; the last day counts whole."""
    system = caller()
    nobody = Caller("", system.account)
    answer = nobody.get("/cases")
    assert code(answer) == (401, "token-missing")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert code(Caller("hv1_nothing", system.account).get("/cases")) == (401, "token-invalid")
    token = ApiToken.objects.get()
    with clock.set_to(datetime.combine(token.last_day, time(22), UTC)):
        assert system.get("/cases").status == 200
    with clock.set_to(datetime.combine(token.last_day + timedelta(days=1), time(12), UTC)):
        assert code(system.get("/cases")) == (401, "token-invalid")
    revoke(token.public_id)
    assert code(system.get("/cases")) == (401, "token-invalid")


def test_neither_a_password_nor_a_session_nor_an_address_opens_the_api(town: Town, caller: MakeCaller) -> None:
    """Only the header does."""
    system = caller()
    client = Client()
    client.force_login(town.workers["c-caseworker"].user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/cases").status_code == 401
    assert client.get(f"/api/v1/cases?token={system.token}").status_code == 401
    assert client.get("/api/v1/cases", headers={"Authorization": "Basic YW5uYTphbm5h"}).status_code == 401
    assert not system.account.worker.user.has_usable_password()


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("cases:read", "get", "/cases"),
        ("cases:read", "get", "/duties"),
        ("events:write", "post", "/cases/7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b11/events"),
        ("persons:search", "post", "/person-searches"),
        ("catalogue:read", "get", "/routines"),
        ("statistics:read", "get", "/statistics/cases"),
        ("webhooks:manage", "get", "/webhook-subscriptions"),
    ],
)
def test_a_token_does_only_what_its_scopes_say(caller: MakeCaller, scope: str, method: str, path: str) -> None:
    """With all scopes but one, that one is named."""
    others = tuple(each for each in SCOPES if each != scope)
    system = caller(scopes=others)
    answer = system.get(path) if method == "get" else system.post(path, {})
    assert code(answer) == (403, "scope-missing")
    assert answer.body["requiredScope"] == scope


def test_an_account_sees_what_its_role_does_and_no_longer_than_it_holds_it(town: Town, caller: MakeCaller) -> None:
    """It is one of the staff to the one rule."""
    opened(town)
    system = caller()
    assert len(system.every("/cases")) == 1
    RoleHolding.objects.filter(worker=system.account.worker).update(last_day=TODAY - timedelta(days=1))
    assert code(system.get("/cases")) == (401, "token-invalid")


def test_a_protected_persons_case_is_not_there_for_any_token(town: Town, caller: MakeCaller) -> None:
    """Not even for an account that is named in it."""
    system = caller("centrum", "caseworker")
    case = opened(town)
    assert len(system.every("/cases")) == 1
    record(town, "c-caseworker", case, "protection-learnt", protection="confidentiality-marking")
    assert system.every("/cases") == []
    assert system.get(f"/cases/{case}").status == 404
    assert system.every("/duties") == []


def test_a_token_needs_a_known_scope_and_a_day_to_come(caller: MakeCaller) -> None:
    """Said in words."""
    account = caller().account
    every = re.escape(", ".join(SCOPES))
    for scopes, last_day, words in (
        (["cases:read", "cases:write"], TODAY, rf"there is no scope cases:write\. Scopes: {every}\."),
        ([], TODAY, rf"give at least one scope, out of: {every}\."),
        (["cases:read"], TODAY - timedelta(days=1), "the last day has been already"),
    ):
        with pytest.raises(TokenError, match=words):
            make_token(account, "prov", scopes, last_day)
    with pytest.raises(TokenError):
        make_account("another", "Another", "it@example.org", "no-such-unit", ["caseworker"], LONG_AGO)


def test_problems_are_told_in_the_language_that_is_asked_for(caller: MakeCaller) -> None:
    """Swedish where none is; the code is the same."""
    system = caller()
    titles = {}
    for language in ("sv", "en-GB", "fi, en;q=0.5", "", "de"):
        system.language = language
        answer = system.get("/cases/7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b11")
        assert answer.headers["Content-Type"] == "application/problem+json"
        titles[language] = (answer.body["title"], answer.headers["Content-Language"])
    assert titles["sv"] == titles[""] == titles["de"] == ("Finns inte", "sv")
    assert titles["en-GB"] == titles["fi, en;q=0.5"] == ("Not found", "en")


def test_what_is_not_there_is_answered_as_a_problem(caller: MakeCaller) -> None:
    """An unknown address, a method that is not there, a body that is none."""
    system = caller()
    assert code(system.get("/no-such-thing")) == (404, "not-found")
    assert code(system.get("/api/v2/cases")) == (404, "not-found")
    assert code(system.get("/cases/1")) == (404, "not-found")
    answer = system.delete("/cases")
    assert code(answer) == (405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]
    assert code(system.post("/person-searches", "{")) == (400, "invalid-request")
    assert code(system.post("/person-searches", {"text": "x" * 201})) == (400, "invalid-request")
    assert code(system.post("/person-searches", {"text": "x", "more": 1})) == (400, "invalid-request")


def test_a_refusal_repeats_nothing_that_was_sent(caller: MakeCaller) -> None:
    """Numbers and names that were sent do not come back, and so stand in no log of errors."""
    system = caller()
    answer = system.post("/person-searches", {"text": ["199103022381"]})
    assert answer.status == 400
    assert "199103022381" not in str(answer.body)


def test_accounts_and_tokens_are_made_listed_and_revoked_from_the_command_line(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """The token is printed once; the list shows everything but it."""
    made = [
        "api",
        "account",
        "kc-system",
        "--title",
        "Ärendesystem",
        "--contact",
        "it@example.org",
        "--unit",
        "centrum",
        "--role",
        "caseworker",
    ]
    assert cli.main(made) == 0
    assert cli.main(made) == 2
    assert (
        cli.main(
            ["api", "token", "kc-system", "--purpose", "läsa", "--scope", "cases:read", "--last-day", "2030-01-01"]
        )
        == 0
    )
    text = capsys.readouterr().out.strip().splitlines()[-1]
    system = Caller(text, ApiToken.objects.get().account)
    assert system.get("/cases").status == 200
    assert cli.main(["api", "list"]) == 0
    listed = capsys.readouterr().out
    assert "kc-system" in listed
    assert text not in listed
    assert cli.main(["api", "revoke", str(ApiToken.objects.get().public_id)]) == 0
    assert cli.main(["api", "revoke", "nonsense"]) == 2
    assert system.get("/cases").status == 401
    assert (
        cli.main(["api", "token", "nobody", "--purpose", "p", "--scope", "cases:read", "--last-day", "2030-01-01"]) == 2
    )
