from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="EditionSummary")



@_attrs_define
class EditionSummary:
    """ An edition of a routine.

     """

    routine: str
    """ The routine. """
    edition: str
    """ The edition. """
    title: str
    """ The title, in Swedish. """
    valid_from: datetime.date
    """ The first day on which it applies. """
    valid_until: datetime.date | None
    """ The last one; null where none is set. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        routine = self.routine

        edition = self.edition

        title = self.title

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "routine": routine,
            "edition": edition,
            "title": title,
            "validFrom": valid_from,
            "validUntil": valid_until,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        routine = d.pop("routine")

        edition = d.pop("edition")

        title = d.pop("title")

        valid_from = datetime.date.fromisoformat(d.pop("validFrom"))




        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)



                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("validUntil"))


        edition_summary = cls(
            routine=routine,
            edition=edition,
            title=title,
            valid_from=valid_from,
            valid_until=valid_until,
        )


        edition_summary.additional_properties = d
        return edition_summary

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
