from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="MinutesShape")



@_attrs_define
class MinutesShape:
    """ What was written of a meeting.

     """

    event: str
    """ The event that holds it. """
    on: datetime.date
    """ The day of the meeting. """
    attended: list[str]
    """ Who came, in Swedish. """
    notes: str
    """ What was said. """
    decided: str
    """ What was decided. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        event = self.event

        on = self.on.isoformat()

        attended = self.attended



        notes = self.notes

        decided = self.decided


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "event": event,
            "on": on,
            "attended": attended,
            "notes": notes,
            "decided": decided,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = d.pop("event")

        on = datetime.date.fromisoformat(d.pop("on"))




        attended = cast(list[str], d.pop("attended"))


        notes = d.pop("notes")

        decided = d.pop("decided")

        minutes_shape = cls(
            event=event,
            on=on,
            attended=attended,
            notes=notes,
            decided=decided,
        )


        minutes_shape.additional_properties = d
        return minutes_shape

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
