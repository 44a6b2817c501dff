from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="SubscriptionShape")



@_attrs_define
class SubscriptionShape:
    """ A subscription of the account's own.

     """

    id: UUID
    """ Its id. """
    address: str
    """ Where it is sent. """
    types: list[str]
    """ The event types; all if it is empty. """
    made_at: datetime.datetime
    """ When it was made. """
    last_day: datetime.date
    """ Its last day: that of the token that made it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        address = self.address

        types = self.types



        made_at = self.made_at.isoformat()

        last_day = self.last_day.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "address": address,
            "types": types,
            "madeAt": made_at,
            "lastDay": last_day,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        address = d.pop("address")

        types = cast(list[str], d.pop("types"))


        made_at = datetime.datetime.fromisoformat(d.pop("madeAt"))




        last_day = datetime.date.fromisoformat(d.pop("lastDay"))




        subscription_shape = cls(
            id=id,
            address=address,
            types=types,
            made_at=made_at,
            last_day=last_day,
        )


        subscription_shape.additional_properties = d
        return subscription_shape

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
