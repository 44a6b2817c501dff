from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.field_shape import FieldShape





T = TypeVar("T", bound="EventTypeShape")



@_attrs_define
class EventTypeShape:
    """ Something that can be recorded in a case.

     """

    id: str
    """ The event type. """
    label: str
    """ The same in Swedish. """
    nature: str
    """ act: somebody does it; fact: it has become known. """
    information: str
    """ The kind of information that it is. """
    recorded_by: list[str]
    """ The roles that record it. """
    about: list[str]
    """ The event types that it can concern. """
    clause: str
    """ The clause that it comes from. """
    fields: list[FieldShape]
    """ What it tells. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.field_shape import FieldShape # noqa: PLC0415
        id = self.id

        label = self.label

        nature = self.nature

        information = self.information

        recorded_by = self.recorded_by



        about = self.about



        clause = self.clause

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "label": label,
            "nature": nature,
            "information": information,
            "recordedBy": recorded_by,
            "about": about,
            "clause": clause,
            "fields": fields,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_shape import FieldShape # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        label = d.pop("label")

        nature = d.pop("nature")

        information = d.pop("information")

        recorded_by = cast(list[str], d.pop("recordedBy"))


        about = cast(list[str], d.pop("about"))


        clause = d.pop("clause")

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in (_fields):
            fields_item = FieldShape.from_dict(fields_item_data)



            fields.append(fields_item)


        event_type_shape = cls(
            id=id,
            label=label,
            nature=nature,
            information=information,
            recorded_by=recorded_by,
            about=about,
            clause=clause,
            fields=fields,
        )


        event_type_shape.additional_properties = d
        return event_type_shape

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
