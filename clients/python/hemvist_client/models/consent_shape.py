from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.consent_shape_state import ConsentShapeState
from typing import cast
import datetime






T = TypeVar("T", bound="ConsentShape")



@_attrs_define
class ConsentShape:
    """ A consent, or a refusal.

     """

    event: str
    """ The event that tells of it. """
    state: ConsentShapeState
    """ Where it stands today. """
    was_given: bool
    """ Whether the person consented. """
    recipient: str
    """ Towards whom. """
    recipient_name: str
    """ The party's name, where the recipient is one of many. """
    purpose: str
    """ For what. """
    kinds: list[str]
    """ The kinds of information that it covers. """
    given_on: datetime.date
    """ The day on which the person said so. """
    first_day: datetime.date
    """ The first day that it covers. """
    last_day: datetime.date | None
    """ The last day; null where it lasts until it is withdrawn. """
    recorded_by: str
    """ The name of who recorded it. """
    shared: list[str]
    """ The events that were shared under it and that the account may see. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        event = self.event

        state = self.state.value

        was_given = self.was_given

        recipient = self.recipient

        recipient_name = self.recipient_name

        purpose = self.purpose

        kinds = self.kinds



        given_on = self.given_on.isoformat()

        first_day = self.first_day.isoformat()

        last_day: None | str
        if isinstance(self.last_day, datetime.date):
            last_day = self.last_day.isoformat()
        else:
            last_day = self.last_day

        recorded_by = self.recorded_by

        shared = self.shared




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "event": event,
            "state": state,
            "wasGiven": was_given,
            "recipient": recipient,
            "recipientName": recipient_name,
            "purpose": purpose,
            "kinds": kinds,
            "givenOn": given_on,
            "firstDay": first_day,
            "lastDay": last_day,
            "recordedBy": recorded_by,
            "shared": shared,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = d.pop("event")

        state = ConsentShapeState(d.pop("state"))




        was_given = d.pop("wasGiven")

        recipient = d.pop("recipient")

        recipient_name = d.pop("recipientName")

        purpose = d.pop("purpose")

        kinds = cast(list[str], d.pop("kinds"))


        given_on = datetime.date.fromisoformat(d.pop("givenOn"))




        first_day = datetime.date.fromisoformat(d.pop("firstDay"))




        def _parse_last_day(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_day_type_0 = datetime.date.fromisoformat(data)



                return last_day_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        last_day = _parse_last_day(d.pop("lastDay"))


        recorded_by = d.pop("recordedBy")

        shared = cast(list[str], d.pop("shared"))


        consent_shape = cls(
            event=event,
            state=state,
            was_given=was_given,
            recipient=recipient,
            recipient_name=recipient_name,
            purpose=purpose,
            kinds=kinds,
            given_on=given_on,
            first_day=first_day,
            last_day=last_day,
            recorded_by=recorded_by,
            shared=shared,
        )


        consent_shape.additional_properties = d
        return consent_shape

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
