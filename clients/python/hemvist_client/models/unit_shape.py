from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.unit_shape_side import UnitShapeSide
from typing import cast

if TYPE_CHECKING:
  from ..models.name_shape import NameShape





T = TypeVar("T", bound="UnitShape")



@_attrs_define
class UnitShape:
    """ A unit of an administration.

     """

    id: str
    """ The id. """
    name: str
    """ The name, in Swedish. """
    administration: NameShape
    """ Something with an id and a name. """
    board: NameShape
    """ Something with an id and a name. """
    side: UnitShapeSide
    """ What the administration does in a referral. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        id = self.id

        name = self.name

        administration = self.administration.to_dict()

        board = self.board.to_dict()

        side = self.side.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "name": name,
            "administration": administration,
            "board": board,
            "side": side,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        administration = NameShape.from_dict(d.pop("administration"))




        board = NameShape.from_dict(d.pop("board"))




        side = UnitShapeSide(d.pop("side"))




        unit_shape = cls(
            id=id,
            name=name,
            administration=administration,
            board=board,
            side=side,
        )


        unit_shape.additional_properties = d
        return unit_shape

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
