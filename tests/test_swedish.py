"""Names are folded for search and sorted in Swedish order, the same on both databases."""

import unicodedata
from functools import cmp_to_key

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemvist.swedish import COLLATION, compare, fold, fold_plain

words = st.text("aåäöbzvwyéèüøæAÅÖZ' -1", max_size=6)


def letters_of(name: str) -> str:
    """Give a name without accent and case, with ü as the y that Swedish sorts it as."""
    return fold(name.casefold().replace("ü", "y"))


@given(words)
def test_folding_is_stable_and_forgets_form_and_case(word: str) -> None:
    """Folded twice is folded once; composed, decomposed and capital letters fold alike."""
    assert fold(fold(word)) == fold(word) == fold(unicodedata.normalize("NFD", word)) == fold(word.upper())
    assert fold_plain(word) == fold_plain(fold(word))
    assert set(fold_plain(word)) <= set("abzvwyeuo'1 ")


@given(words, words, words)
def test_the_order_is_an_order(one: str, two: str, three: str) -> None:
    """Comparing either way agrees, and what comes before what comes before comes before."""
    assert compare(one, two) == -compare(two, one)
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(words.filter(str.strip).map(lambda word: unicodedata.normalize("NFC", word)), unique=True, max_size=6))
def test_the_database_sorts_as_we_say(names: list[str]) -> None:
    """PostgreSQL's own Swedish order and ours are one, up to names that differ in nothing but accent or case."""
    if not names:
        return
    rows = " UNION ALL ".join(["SELECT %s AS name"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT name FROM ({rows}) AS names ORDER BY name COLLATE "{COLLATION}"', names)
        found = [name for (name,) in cursor.fetchall()]
    ours = sorted(names, key=cmp_to_key(compare))
    assert [letters_of(name) for name in found] == [letters_of(name) for name in ours]
