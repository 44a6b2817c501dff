from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="DocumentShape")



@_attrs_define
class DocumentShape:
    """ A letter that was made, or a document that was attached.

     """

    id: str
    """ The id of the document. """
    event: str
    """ The event that tells of it; its answers say more. """
    label: str
    """ What it is, in Swedish. """
    made_on: datetime.date
    """ The local day on which it was made or came in. """
    digest: str
    """ The SHA-256 of the document. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        event = self.event

        label = self.label

        made_on = self.made_on.isoformat()

        digest = self.digest


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "event": event,
            "label": label,
            "madeOn": made_on,
            "digest": digest,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        event = d.pop("event")

        label = d.pop("label")

        made_on = datetime.date.fromisoformat(d.pop("madeOn"))




        digest = d.pop("digest")

        document_shape = cls(
            id=id,
            event=event,
            label=label,
            made_on=made_on,
            digest=digest,
        )


        document_shape.additional_properties = d
        return document_shape

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
