from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="ClauseShape")



@_attrs_define
class ClauseShape:
    """ A clause of a governing document.

     """

    id: str
    """ The clause. """
    who: list[str]
    """ Whom it binds. """
    section: str
    """ The section that it stands in, in Swedish. """
    text: str
    """ What it says, in plain Swedish. """
    blocks: list[str]
    """ What carries it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        who = self.who



        section = self.section

        text = self.text

        blocks = self.blocks




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "who": who,
            "section": section,
            "text": text,
            "blocks": blocks,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        who = cast(list[str], d.pop("who"))


        section = d.pop("section")

        text = d.pop("text")

        blocks = cast(list[str], d.pop("blocks"))


        clause_shape = cls(
            id=id,
            who=who,
            section=section,
            text=text,
            blocks=blocks,
        )


        clause_shape.additional_properties = d
        return clause_shape

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
