from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="BookedShape")



@_attrs_define
class BookedShape:
    """ A meeting, in the calendar.

     """

    case: UUID
    """ The id of the case. """
    reference: str
    """ The number that people quote. """
    person: str
    """ The person's name; empty where it is not granted. """
    label: str
    """ What kind of meeting it is, in Swedish. """
    starts: datetime.datetime
    """ When it starts. """
    place: str
    """ Where. """
    outcome_label: str
    """ What came of it, in Swedish. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        case = str(self.case)

        reference = self.reference

        person = self.person

        label = self.label

        starts = self.starts.isoformat()

        place = self.place

        outcome_label = self.outcome_label


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "case": case,
            "reference": reference,
            "person": person,
            "label": label,
            "starts": starts,
            "place": place,
            "outcomeLabel": outcome_label,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case = UUID(d.pop("case"))




        reference = d.pop("reference")

        person = d.pop("person")

        label = d.pop("label")

        starts = datetime.datetime.fromisoformat(d.pop("starts"))




        place = d.pop("place")

        outcome_label = d.pop("outcomeLabel")

        booked_shape = cls(
            case=case,
            reference=reference,
            person=person,
            label=label,
            starts=starts,
            place=place,
            outcome_label=outcome_label,
        )


        booked_shape.additional_properties = d
        return booked_shape

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
