from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.participant_shape_kind import ParticipantShapeKind






T = TypeVar("T", bound="ParticipantShape")



@_attrs_define
class ParticipantShape:
    """ Who takes part in a meeting.

     """

    kind: ParticipantShapeKind
    """ What they are. """
    label: str
    """ The same in Swedish. """
    name: str
    """ The name of a worker; empty for all others. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        label = self.label

        name = self.name


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "kind": kind,
            "label": label,
            "name": name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = ParticipantShapeKind(d.pop("kind"))




        label = d.pop("label")

        name = d.pop("name")

        participant_shape = cls(
            kind=kind,
            label=label,
            name=name,
        )


        participant_shape.additional_properties = d
        return participant_shape

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
