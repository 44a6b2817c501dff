"""The pages shown when something is wrong say what, what to do, and a code, in the reader's language."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.utils import translation

from tests.factories import City
from tests.web.work_city import ClientOf, city, client_of

__all__ = ["city", "client_of"]

PAGES = {
    "errors/400.html": "HV-400",
    "errors/403.html": "HV-403",
    "errors/404.html": "HV-404",
    "errors/405.html": "HV-405",
    "errors/500.html": "HV-500",
    "errors/csrf.html": "HV-CSRF",
    "429.html": "HV-429",
}


@pytest.fixture
def request_of_nobody(rf: RequestFactory) -> HttpRequest:
    """A request from somebody who is not logged in."""
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(("template", "code"), PAGES.items())
def test_an_error_page_has_a_heading_and_a_code(request_of_nobody: HttpRequest, template: str, code: str) -> None:
    """Those who help are given the code; the page has one h1."""
    text = render(request_of_nobody, template).text
    assert code in text
    assert text.count("<h1>") == 1


@pytest.mark.parametrize("template", PAGES)
def test_an_error_page_can_be_read_in_english(request_of_nobody: HttpRequest, template: str) -> None:
    """No sentence stays in Swedish when the page is in English."""
    swedish = render(request_of_nobody, template).text
    with translation.override("en"):
        english = render(request_of_nobody, template).text
    sentences = [line.strip() for line in swedish.splitlines() if line.strip().startswith(("<p>", "<h1>"))]
    assert sentences
    assert [line for line in sentences if line in english and "Göteborgs Stad" not in line] == []


def test_an_error_page_works_before_anyone_is_known(rf: RequestFactory) -> None:
    """A failure may come before the session is read: the page must not need it."""
    assert "HV-500" in render(rf.get("/"), "errors/500.html").text


def test_what_only_takes_a_form_answers_one_who_opens_it_with_a_page(city: City, client_of: ClientOf) -> None:
    """After a reload or a kept address: nothing is recorded, and there is a way on. No blank page."""
    answer = client_of(city.caseworker).get("/enheten/franvaro/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    text = answer.content.decode()
    assert "HV-405" in text
    assert "Till Att göra" in text


def test_one_who_is_logged_out_while_sending_comes_back_to_the_page_of_the_form(city: City, client: Client) -> None:
    """The log-in page leads back to where the form stood, not to an address that only takes forms."""
    headers = {"referer": "http://testserver/?vy=enhet"}
    answer = client.post("/tilldela/", {"rad": "x"}, headers=headers)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/konto/login/?next=/"
