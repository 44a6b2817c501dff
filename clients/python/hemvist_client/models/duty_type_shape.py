from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="DutyTypeShape")



@_attrs_define
class DutyTypeShape:
    """ A duty that a routine gives.

     """

    id: str
    """ The duty. """
    label: str
    """ What is to be done, in Swedish. """
    holder: list[str]
    """ The roles whose duty it is. """
    clauses: list[str]
    """ The clauses that ask for it. """
    opens: list[str]
    """ The event types that open it. """
    closes: list[str]
    """ The event types that do it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        label = self.label

        holder = self.holder



        clauses = self.clauses



        opens = self.opens



        closes = self.closes




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "label": label,
            "holder": holder,
            "clauses": clauses,
            "opens": opens,
            "closes": closes,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        label = d.pop("label")

        holder = cast(list[str], d.pop("holder"))


        clauses = cast(list[str], d.pop("clauses"))


        opens = cast(list[str], d.pop("opens"))


        closes = cast(list[str], d.pop("closes"))


        duty_type_shape = cls(
            id=id,
            label=label,
            holder=holder,
            clauses=clauses,
            opens=opens,
            closes=closes,
        )


        duty_type_shape.additional_properties = d
        return duty_type_shape

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
