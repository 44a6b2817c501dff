from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="AnswerGiven")



@_attrs_define
class AnswerGiven:
    """ One answer.

     """

    name: str
    """ The field, as in the catalogue. """
    value: int | list[str] | None | str
    """ The answer. Days are full dates, moments RFC 3339 with an offset, workers and units ids; null where it is
    not known. """





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        value: int | list[str] | None | str
        if isinstance(self.value, list):
            value = self.value


        else:
            value = self.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

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


        answer_given = cls(
            name=name,
            value=value,
        )

        return answer_given

