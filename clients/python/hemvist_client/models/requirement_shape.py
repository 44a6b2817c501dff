from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.requirement_shape_level import RequirementShapeLevel
from typing import cast






T = TypeVar("T", bound="RequirementShape")



@_attrs_define
class RequirementShape:
    """ What must or should hold before something is recorded.

     """

    id: str
    """ The requirement. """
    clause: str
    """ The clause that it stands in. """
    level: RequirementShapeLevel
    """ Whether it can be passed over. """
    events: list[str]
    """ The event types that it is about. """
    reason: str
    """ What is told where it does not hold, in Swedish. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        clause = self.clause

        level = self.level.value

        events = self.events



        reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "clause": clause,
            "level": level,
            "events": events,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        clause = d.pop("clause")

        level = RequirementShapeLevel(d.pop("level"))




        events = cast(list[str], d.pop("events"))


        reason = d.pop("reason")

        requirement_shape = cls(
            id=id,
            clause=clause,
            level=level,
            events=events,
            reason=reason,
        )


        requirement_shape.additional_properties = d
        return requirement_shape

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
