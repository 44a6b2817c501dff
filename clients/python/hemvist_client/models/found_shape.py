from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.found_shape_state import FoundShapeState
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="FoundShape")



@_attrs_define
class FoundShape:
    """ A case that was found.

     """

    case: UUID
    """ The id of the case. """
    reference: str
    """ The number that people quote. """
    person: None | str
    """ The person's name; null where it is not granted. """
    routine: str
    """ The routine. """
    state: FoundShapeState
    """ Where the case stands. """
    unit: str
    """ The name of the unit that handles it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        case = str(self.case)

        reference = self.reference

        person: None | str
        person = self.person

        routine = self.routine

        state = self.state.value

        unit = self.unit


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "case": case,
            "reference": reference,
            "person": person,
            "routine": routine,
            "state": state,
            "unit": unit,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case = UUID(d.pop("case"))




        reference = d.pop("reference")

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))


        routine = d.pop("routine")

        state = FoundShapeState(d.pop("state"))




        unit = d.pop("unit")

        found_shape = cls(
            case=case,
            reference=reference,
            person=person,
            routine=routine,
            state=state,
            unit=unit,
        )


        found_shape.additional_properties = d
        return found_shape

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
