"""*Vad skiljer utgåvorna?*: nothing that the engine finds to differ is left out, and nothing that is the same is told."""

from dataclasses import replace

import pytest

from hemvist.cases.library import edition, library
from hemvist.routines.comparing import compare_editions
from hemvist.routines.model import Edition
from hemvist.web.routine_pages.differing import ClauseDifference, Differences, differences
from tests.factories import City
from tests.support.small_edition import small_edition
from tests.web.work_city import ClientOf

E1, E2 = edition("kompetenscenter", "e1"), edition("kompetenscenter", "e2")
KINDS = ("events", "conditions", "duties", "spans", "offers", "standings", "tables", "dates", "shares")


def by_clause(found: Differences) -> dict[str, ClauseDifference]:
    """Every clause that is told, by id."""
    return {each.id: each for _, clauses in found.sections for each in clauses}


def test_clauses_are_new_gone_or_changed_as_the_engine_says() -> None:
    """Kompetenscenter: the one talk with the employment service became three steps."""
    told, engine = by_clause(differences(E1, E2)), compare_editions(E1, E2).clauses
    assert tuple(name for name, each in told.items() if each.how == "new") == engine.added
    assert tuple(name for name, each in told.items() if each.how == "gone") == engine.removed
    assert {name for name, each in told.items() if each.how == "rules"} == {
        "KC-20",
        "KC-30",
        "KC-32",
        "LOK-02",
        "LOK-03",
    }


@pytest.mark.parametrize("pair", [(E1, E2), (E2, E1)], ids=["forwards", "backwards"])
def test_every_block_that_differs_stands_under_a_clause_that_is_told(pair: tuple[Edition, Edition]) -> None:
    """Whatever kind it is of; also what was taken away. A condition that only new blocks use is told by those."""
    told, found = by_clause(differences(*pair)), compare_editions(*pair)
    for kind in KINDS:
        before, after = (getattr(each, kind) for each in pair)
        differs = getattr(found, kind)
        names = {*differs.added, *differs.removed, *(change.id for change in differs.changed)}
        for name in names:
            clauses = {has[name].source.clause for has in (before, after) if name in has}
            assert clauses & set(told), (kind, name)
    demands = {one.id: one.source.clause for each in pair for one in each.requirements}
    rows = [demands[name] for name in (*found.requirements.added, *found.requirements.removed)]
    rows += [name.split()[1] for name in (*found.limits.added, *found.limits.removed)]
    assert set(rows) <= set(told)


def test_an_edition_differs_in_nothing_from_itself() -> None:
    """Nothing is told, and every clause counted as the same."""
    found = differences(E2, E2)
    assert (found.sections, found.terms, found.same) == ((), (), len(E2.clauses))


def test_what_moved_to_another_clause_is_not_told_twice() -> None:
    """The consent to Kompetenscenter kept its rules when its clause got another number: the page says where, and counts them."""
    told = by_clause(differences(E1, E2))
    for old, new in (("KC-23", "KC-28"), ("KC-28", "KC-23")):
        clause = told[old]
        assert clause.elsewhere == (new,)
        assert clause.same == 12
        side = clause.before or clause.after
        assert side
        assert (side.told, bool(side.paragraphs)) == ((), True)


def test_of_a_rule_that_changed_only_what_differs_is_told() -> None:
    """The main sentence stands on both sides, so that one sees which rule it is; of the rest only what the other lacks."""
    clause = by_clause(differences(E1, E2))["KC-30"]
    assert clause.before
    assert clause.after
    assert [each.first for each in clause.before.told] == [each.first for each in clause.after.told]
    assert [each.more for each in clause.before.told] == [
        ("Dessutom inom 2 veckor efter ”Samråd med Arbetsförmedlingen genomfört” (KC-34).",)
    ]
    assert [each.more for each in clause.after.told] == [()]


def test_what_no_sentence_tells_is_named() -> None:
    """A condition that is worked out in another way, and a clause that says the same in other words."""
    small = small_edition()
    name, condition = next(iter(small.conditions.items()))
    other = replace(small, conditions=small.conditions | {name: replace(condition, unknown_is="yes")})
    [(_, [clause])] = differences(small, other).sections
    assert (clause.how, clause.unsaid) == ("rules", (condition.label,))
    first = next(iter(small.clauses.values()))
    other = replace(small, clauses=small.clauses | {first.id: replace(first, text="Med andra ord.")})
    [(_, [clause])] = differences(small, other).sections
    assert clause.how == "text"
    assert clause.after
    assert clause.after.paragraphs == ("Med andra ord.",)


def test_a_length_of_time_is_told_before_and_after() -> None:
    """It stands under no clause."""
    small = small_edition()
    name, term = next(iter(small.terms.items()))
    found = differences(small, replace(small, terms=small.terms | {name: replace(term, label="En annan tid")}))
    [(before, after)] = found.terms
    assert before != after
    assert "En annan tid" in after


@pytest.mark.parametrize("asked", ["e1", "e2"])
def test_the_page_compares_an_edition_with_the_one_before(city: City, client_of: ClientOf, asked: str) -> None:
    """Of the first edition, with the one after: there are the same two."""
    page = client_of(city.caseworker).get(f"/rutiner/kompetenscenter/{asked}/skillnader/").content.decode()
    assert "Utgåva e2 gäller från" in page
    assert "5 nya punkter" in page
    assert 'id="KC-23"' in page


def test_where_there_is_one_edition_there_is_nothing_to_compare(city: City, client_of: ClientOf) -> None:
    """The page is not found, and nothing leads to it."""
    client = client_of(city.caseworker)
    assert len(library().routines["insluss"].editions) == 1
    assert client.get("/rutiner/insluss/e1/skillnader/").status_code == 404
    assert "skillnader" not in client.get("/rutiner/insluss/e1/").content.decode()
    assert "/rutiner/kompetenscenter/e2/skillnader/" in client.get("/rutiner/").content.decode()
