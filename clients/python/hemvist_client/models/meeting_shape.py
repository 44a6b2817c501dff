from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="MeetingShape")



@_attrs_define
class MeetingShape:
    """ A booked time.

     """

    event: str
    """ The event that booked it; its answers say more. """
    label: str
    """ What kind of meeting it is, in Swedish. """
    starts: datetime.datetime
    """ When it starts. """
    place: str
    """ Where. """
    outcome: str
    """ The event type that says what came of it; empty while nobody has said, or where it is not granted. """
    outcome_label: str
    """ The same in Swedish. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        event = self.event

        label = self.label

        starts = self.starts.isoformat()

        place = self.place

        outcome = self.outcome

        outcome_label = self.outcome_label


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "event": event,
            "label": label,
            "starts": starts,
            "place": place,
            "outcome": outcome,
            "outcomeLabel": outcome_label,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = d.pop("event")

        label = d.pop("label")

        starts = datetime.datetime.fromisoformat(d.pop("starts"))




        place = d.pop("place")

        outcome = d.pop("outcome")

        outcome_label = d.pop("outcomeLabel")

        meeting_shape = cls(
            event=event,
            label=label,
            starts=starts,
            place=place,
            outcome=outcome,
            outcome_label=outcome_label,
        )


        meeting_shape.additional_properties = d
        return meeting_shape

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
