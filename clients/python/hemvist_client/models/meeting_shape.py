from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.meeting_shape_state import MeetingShapeState
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.minutes_shape import MinutesShape
  from ..models.participant_shape import ParticipantShape





T = TypeVar("T", bound="MeetingShape")



@_attrs_define
class MeetingShape:
    """ A meeting: its booking, and all that was later said of it.

     """

    id: str
    """ The id of the meeting: the event that first booked it. """
    booking: str
    """ The event that booked the time it has now. """
    label: str
    """ What kind of meeting it is, in Swedish. """
    starts: datetime.datetime
    """ When it starts. """
    ends: datetime.datetime
    """ When it ends; the city's usual length where no other is known. """
    place: str
    """ Where; the address of a video meeting. """
    is_video: bool
    """ Whether it is held by video. """
    state: MeetingShapeState
    """ Where it stands; moved: there is no new time yet. """
    reason: str
    """ Why it was moved or cancelled. """
    times_changed: int
    """ How many times its time or place has changed. """
    participants: list[ParticipantShape]
    """ Who takes part. """
    minutes: MinutesShape | None
    """ What was written of it; null while nothing has been, or where it is not granted. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.minutes_shape import MinutesShape # noqa: PLC0415
        from ..models.participant_shape import ParticipantShape # noqa: PLC0415
        id = self.id

        booking = self.booking

        label = self.label

        starts = self.starts.isoformat()

        ends = self.ends.isoformat()

        place = self.place

        is_video = self.is_video

        state = self.state.value

        reason = self.reason

        times_changed = self.times_changed

        participants = []
        for participants_item_data in self.participants:
            participants_item = participants_item_data.to_dict()
            participants.append(participants_item)



        minutes: dict[str, Any] | None
        if isinstance(self.minutes, MinutesShape):
            minutes = self.minutes.to_dict()
        else:
            minutes = self.minutes


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "booking": booking,
            "label": label,
            "starts": starts,
            "ends": ends,
            "place": place,
            "isVideo": is_video,
            "state": state,
            "reason": reason,
            "timesChanged": times_changed,
            "participants": participants,
            "minutes": minutes,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.minutes_shape import MinutesShape # noqa: PLC0415
        from ..models.participant_shape import ParticipantShape # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        booking = d.pop("booking")

        label = d.pop("label")

        starts = datetime.datetime.fromisoformat(d.pop("starts"))




        ends = datetime.datetime.fromisoformat(d.pop("ends"))




        place = d.pop("place")

        is_video = d.pop("isVideo")

        state = MeetingShapeState(d.pop("state"))




        reason = d.pop("reason")

        times_changed = d.pop("timesChanged")

        participants = []
        _participants = d.pop("participants")
        for participants_item_data in (_participants):
            participants_item = ParticipantShape.from_dict(participants_item_data)



            participants.append(participants_item)


        def _parse_minutes(data: object) -> MinutesShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                minutes_type_0 = MinutesShape.from_dict(data)



                return minutes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MinutesShape | None, data)

        minutes = _parse_minutes(d.pop("minutes"))


        meeting_shape = cls(
            id=id,
            booking=booking,
            label=label,
            starts=starts,
            ends=ends,
            place=place,
            is_video=is_video,
            state=state,
            reason=reason,
            times_changed=times_changed,
            participants=participants,
            minutes=minutes,
        )


        meeting_shape.additional_properties = d
        return meeting_shape

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
