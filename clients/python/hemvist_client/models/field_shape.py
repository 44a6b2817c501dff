from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.choice_shape import ChoiceShape





T = TypeVar("T", bound="FieldShape")



@_attrs_define
class FieldShape:
    """ One thing that an event tells.

     """

    name: str
    """ The field. """
    type_: str
    """ The type of the answer. """
    label: str
    """ The question, in Swedish. """
    help_: str
    """ What to think of, in Swedish. """
    choices: list[ChoiceShape]
    """ The answers that can be given; empty where any can. """
    is_required: bool
    """ Whether it must be answered. """
    may_be_unknown: bool
    """ Whether unknown is an answer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.choice_shape import ChoiceShape # noqa: PLC0415
        name = self.name

        type_ = self.type_

        label = self.label

        help_ = self.help_

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)



        is_required = self.is_required

        may_be_unknown = self.may_be_unknown


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "type": type_,
            "label": label,
            "help": help_,
            "choices": choices,
            "isRequired": is_required,
            "mayBeUnknown": may_be_unknown,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.choice_shape import ChoiceShape # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        type_ = d.pop("type")

        label = d.pop("label")

        help_ = d.pop("help")

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in (_choices):
            choices_item = ChoiceShape.from_dict(choices_item_data)



            choices.append(choices_item)


        is_required = d.pop("isRequired")

        may_be_unknown = d.pop("mayBeUnknown")

        field_shape = cls(
            name=name,
            type_=type_,
            label=label,
            help_=help_,
            choices=choices,
            is_required=is_required,
            may_be_unknown=may_be_unknown,
        )


        field_shape.additional_properties = d
        return field_shape

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
