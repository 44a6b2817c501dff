"""The organisation as a file tells it."""

from datetime import date

import pytest

from hemvist.organisation.description import DescriptionError, read_description
from hemvist.organisation.loading import Loaded, load
from hemvist.organisation.models import Administration, Board, RoleHolding, Unit, Worker

ROLES = ("caseworker", "unit_manager")
CITY = """
[[board]]
code = "b"
name = "Socialnämnden Prov"
[[administration]]
code = "a"
board = "b"
name = "SF Prov"
side = "decider"
[[unit]]
code = "u"
administration = "a"
name = "Enhet 1"
[[worker]]
username = "anna"
name = "Anna Prov"
roles = [{ unit = "u", role = "caseworker", since = 2026-01-01 }, { unit = "u", role = "unit_manager", since = 2026-02-01 }]
"""


def loaded(text: str) -> Loaded:
    """Read a file's text and load it."""
    return load(read_description(text, ROLES))


@pytest.mark.django_db
def test_an_address_in_the_file_is_the_worker_s_and_is_corrected_by_the_next() -> None:
    """What is no address is an error of the file."""
    for address in ("anna@staden.example", "anna.prov@staden.example"):
        loaded(CITY.replace('name = "Anna Prov"', f'name = "Anna Prov"\nemail = "{address}"'))
        assert Worker.objects.get().user.email == address
    with pytest.raises(DescriptionError, match="email"):
        loaded(CITY.replace('name = "Anna Prov"', 'name = "Anna Prov"\nemail = "anna"'))


@pytest.mark.django_db
def test_what_the_file_tells_is_there_afterwards() -> None:
    """Boards, administrations, units, workers and every role; and who cannot sign in yet is told."""
    answer = loaded(CITY)
    assert answer.added == {"boards": 1, "administrations": 1, "units": 1, "workers": 1, "roles": 2}
    assert answer.without_password == ["anna"]
    held = RoleHolding.objects.order_by("role").values_list("worker__name", "unit__administration__board__name", "role")
    assert list(held) == [
        ("Anna Prov", "Socialnämnden Prov", "caseworker"),
        ("Anna Prov", "Socialnämnden Prov", "unit_manager"),
    ]


@pytest.mark.django_db
def test_loading_again_adds_nothing_corrects_names_and_ends_roles() -> None:
    """The same file twice is as once; a changed one changes just that."""
    loaded(CITY)
    assert loaded(CITY).added == {}
    assert loaded(CITY).ended == {}
    changed = CITY.replace("Enhet 1", "Enhet Ett").replace("Anna Prov", "Anna Nyprov")
    answer = loaded(changed.replace("since = 2026-02-01", "since = 2026-02-01, until = 2026-06-30"))
    assert answer.ended == {Worker.objects.get().pk: date(2026, 6, 30)}
    assert loaded(changed.replace("since = 2026-02-01", "since = 2026-02-01, until = 2026-06-30")).ended == {}
    assert Unit.objects.get().name == "Enhet Ett"
    assert Worker.objects.get().name == "Anna Nyprov"
    assert RoleHolding.objects.get(role="unit_manager").last_day == date(2026, 6, 30)
    assert RoleHolding.objects.get(role="caseworker").last_day is None


@pytest.mark.django_db
def test_who_is_known_to_the_city_s_directory_needs_no_password() -> None:
    """The id is kept, changes when the file changes it, and stays when the file says nothing of it."""
    with_id = CITY.replace('name = "Anna Prov"', 'name = "Anna Prov"\ndirectory_id = "p1"')
    assert loaded(with_id).without_password == []
    loaded(CITY)
    assert Worker.objects.get().directory_id == "p1"
    loaded(with_id.replace('"p1"', '"p2"'))
    assert Worker.objects.get().directory_id == "p2"


@pytest.mark.django_db
def test_two_people_are_never_one_in_the_directory() -> None:
    """Neither in one file nor against what is there: a log-in would open the wrong account."""
    other = '[[worker]]\nusername = "bo"\nname = "Bo Prov"\ndirectory_id = "p1"\n'
    loaded(CITY.replace('name = "Anna Prov"', 'name = "Anna Prov"\ndirectory_id = "p1"'))
    with pytest.raises(DescriptionError, match="bo: the directory_id 'p1' is somebody else's already"):
        loaded(other)
    with pytest.raises(DescriptionError, match="directory_id 'p1' stands twice"):
        loaded(other + other.replace("bo", "cai"))
    assert Worker.objects.count() == 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            'role = "caseworker"',
            'role = "boss"',
            "worker anna: there is no role 'boss'; there are caseworker, unit_manager",
        ),
        (
            'side = "decider"',
            'side = "left"',
            "administration 1, side: Input should be 'decider', 'executor' or 'other'",
        ),
        ('name = "Enhet 1"', 'nme = "Enhet 1"', "unit 1, name: Field required"),
        ("since = 2026-01-01", 'since = "soon"', "worker 1, roles 1, since: Input should be a valid date"),
        ("since = 2026-01-01", "since = 2026-01-01, until = 2025-01-01", "'until' is before 'since'"),
        ("[[board]]", "[board", "not TOML"),
        ("[[unit]]", '[[unit]]\ncode = "u"\nadministration = "a"\nname = "E"\n[[unit]]', "unit 'u' stands twice"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place_and_the_reason(before: str, after: str, said: str) -> None:
    """Everything that is wrong is told, in words."""
    with pytest.raises(DescriptionError) as caught:
        read_description(CITY.replace(before, after, 1), ROLES)
    assert any(said in reason for reason in caught.value.reasons), caught.value.reasons


@pytest.mark.django_db
def test_a_file_that_names_what_there_is_not_changes_nothing() -> None:
    """All or nothing."""
    with pytest.raises(DescriptionError, match="anna: there is no unit with the code 'x'"):
        loaded(CITY.replace('{ unit = "u", role = "unit_manager"', '{ unit = "x", role = "unit_manager"'))
    assert not Board.objects.exists()
    assert not Administration.objects.exists()
    assert not Worker.objects.exists()
