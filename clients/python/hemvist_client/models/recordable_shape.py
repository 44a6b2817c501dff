from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.reason_shape import ReasonShape





T = TypeVar("T", bound="RecordableShape")



@_attrs_define
class RecordableShape:
    """ An event type, and whether it can be recorded now.

     """

    type_: str
    """ The event type, as in the catalogue. """
    label: str
    """ The same in Swedish. """
    is_allowed: bool
    """ Whether nothing that must hold is against it. """
    reasons: list[ReasonShape]
    """ What is against it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        type_ = self.type_

        label = self.label

        is_allowed = self.is_allowed

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "type": type_,
            "label": label,
            "isAllowed": is_allowed,
            "reasons": reasons,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        d = dict(src_dict)
        type_ = d.pop("type")

        label = d.pop("label")

        is_allowed = d.pop("isAllowed")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in (_reasons):
            reasons_item = ReasonShape.from_dict(reasons_item_data)



            reasons.append(reasons_item)


        recordable_shape = cls(
            type_=type_,
            label=label,
            is_allowed=is_allowed,
            reasons=reasons,
        )


        recordable_shape.additional_properties = d
        return recordable_shape

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
