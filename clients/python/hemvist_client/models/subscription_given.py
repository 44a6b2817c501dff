from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="SubscriptionGiven")



@_attrs_define
class SubscriptionGiven:
    """ What to be told, and where.

     """

    address: str
    """ Where to send: https; no redirect is followed. """
    types: list[str] | Unset = UNSET
    """ Only of these event types; of all if it is empty. """





    def to_dict(self) -> dict[str, Any]:
        address = self.address

        types: list[str] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = self.types




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "address": address,
        })
        if types is not UNSET:
            field_dict["types"] = types

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        types = cast(list[str], d.pop("types", UNSET))


        subscription_given = cls(
            address=address,
            types=types,
        )

        return subscription_given

