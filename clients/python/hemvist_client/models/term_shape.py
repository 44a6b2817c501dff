from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="TermShape")



@_attrs_define
class TermShape:
    """ A length of time with a name.

     """

    id: str
    """ The name. """
    label: str
    """ The same in Swedish. """
    is_local: bool
    """ Whether the city, and not a document, gives the number. """
    source: str
    """ Where the number comes from. """
    days: int | None
    """ How many days. """
    working_days: int | None
    """ How many working days. """
    weeks: int | None
    """ How many weeks. """
    months: int | None
    """ How many months. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        label = self.label

        is_local = self.is_local

        source = self.source

        days: int | None
        days = self.days

        working_days: int | None
        working_days = self.working_days

        weeks: int | None
        weeks = self.weeks

        months: int | None
        months = self.months


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "label": label,
            "isLocal": is_local,
            "source": source,
            "days": days,
            "workingDays": working_days,
            "weeks": weeks,
            "months": months,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        label = d.pop("label")

        is_local = d.pop("isLocal")

        source = d.pop("source")

        def _parse_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        days = _parse_days(d.pop("days"))


        def _parse_working_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        working_days = _parse_working_days(d.pop("workingDays"))


        def _parse_weeks(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        weeks = _parse_weeks(d.pop("weeks"))


        def _parse_months(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        months = _parse_months(d.pop("months"))


        term_shape = cls(
            id=id,
            label=label,
            is_local=is_local,
            source=source,
            days=days,
            working_days=working_days,
            weeks=weeks,
            months=months,
        )


        term_shape.additional_properties = d
        return term_shape

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
