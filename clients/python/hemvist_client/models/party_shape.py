from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.name_shape import NameShape





T = TypeVar("T", bound="PartyShape")



@_attrs_define
class PartyShape:
    """ Who holds a role in a case.

     """

    role: str
    """ The role. """
    worker: NameShape
    """ Something with an id and a name. """
    since: datetime.date
    """ From which day. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        role = self.role

        worker = self.worker.to_dict()

        since = self.since.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "role": role,
            "worker": worker,
            "since": since,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        d = dict(src_dict)
        role = d.pop("role")

        worker = NameShape.from_dict(d.pop("worker"))




        since = datetime.date.fromisoformat(d.pop("since"))




        party_shape = cls(
            role=role,
            worker=worker,
            since=since,
        )


        party_shape.additional_properties = d
        return party_shape

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
