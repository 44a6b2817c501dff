"""Which unit of each administration receives the cases of a routine that somebody outside begins. A setting of each administration."""

from dataclasses import dataclass

from django.db.models import Count

from hemvist.organisation.models import Administration, Unit


@dataclass(frozen=True, slots=True)
class Receiving:
    """A unit that receives a routine's cases, and the administration and parts of the city that it does so for."""

    unit_id: int
    unit: str
    administration: str
    city_areas: tuple[str, ...]


def kept(routines: list[str]) -> str:
    """Write the routines that a unit receives as the table keeps them: between commas."""
    return f",{','.join(dict.fromkeys(routines))}," if routines else ""


def receiving_units(routine: str) -> tuple[Receiving, ...]:
    """Give the units of the deciding side that receive a routine's cases, in order of administration. One query."""
    rows = (
        Unit.objects.filter(receives__contains=f",{routine},", administration__side=Administration.Side.DECIDER)
        .order_by("administration__name", "pk")
        .values_list("pk", "name", "administration__name", "administration__city_areas")
    )
    return tuple(
        Receiving(unit, name, administration, tuple(area.strip() for area in areas.split(",") if area.strip()))
        for unit, name, administration, areas in rows
    )


def received_twice(routines: set[str]) -> list[str]:
    """Say of each administration where more than one unit receives the same routine's cases."""
    return [
        f"{code}: more than one unit receives '{routine}'"
        for routine in sorted(routines)
        for code in Administration.objects.filter(units__receives__contains=f",{routine},")
        .annotate(units_that_receive=Count("units"))
        .filter(units_that_receive__gt=1)
        .values_list("code", flat=True)
    ]
