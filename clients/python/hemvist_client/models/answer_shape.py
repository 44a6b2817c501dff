from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="AnswerShape")



@_attrs_define
class AnswerShape:
    """ One answer of an event.

     """

    name: str
    """ The field that it answers, as in the catalogue. """
    label: str
    """ The same in Swedish. """
    type_: str
    """ The type of the field, as in the catalogue. """
    value: int | list[str] | None | str
    """ The answer; null where it is not known. Days are full dates, moments RFC 3339 in UTC, workers and units ids.
    """
    text: None | str
    """ The answer as a page shows it, in Swedish and local time. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        label = self.label

        type_ = self.type_

        value: int | list[str] | None | str
        if isinstance(self.value, list):
            value = self.value


        else:
            value = self.value

        text: None | str
        text = self.text


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "name": name,
            "label": label,
            "type": type_,
            "value": value,
            "text": text,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        label = d.pop("label")

        type_ = d.pop("type")

        def _parse_value(data: object) -> int | list[str] | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                value_type_2 = cast(list[str], data)

                return value_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | list[str] | None | str, data)

        value = _parse_value(d.pop("value"))


        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))


        answer_shape = cls(
            name=name,
            label=label,
            type_=type_,
            value=value,
            text=text,
        )


        answer_shape.additional_properties = d
        return answer_shape

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
