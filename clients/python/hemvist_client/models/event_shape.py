from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.answer_shape import AnswerShape





T = TypeVar("T", bound="EventShape")



@_attrs_define
class EventShape:
    """ Something that was recorded in a case.

     """

    id: str
    """ The id of the event. """
    type_: str
    """ What kind of event it is, as in the catalogue. """
    label: str
    """ The same in Swedish. """
    information: str
    """ The kind of information that it is. """
    clause: str
    """ The clause of the governing document that it comes from. """
    occurred_on: datetime.date
    """ The local day on which it happened. """
    occurred_at: datetime.datetime | None
    """ The moment at which it happened; null where the time of day was not given. """
    recorded_at: datetime.datetime
    """ The moment at which it was recorded. """
    recorded_by: str
    """ The name of who recorded it. """
    role: str
    """ The role in which they did, in Swedish. """
    answers: list[AnswerShape]
    """ Its answers, in the order of the form. """
    about: None | str
    """ The earlier event that it concerns. """
    annuls: None | str
    """ The event that it takes back. """
    annulled_by: None | str
    """ The event that took it back. """
    passed_over: str
    """ The reason for recording it against a requirement; empty otherwise. """
    reason: str
    """ Why it takes the place of another; empty otherwise. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.answer_shape import AnswerShape # noqa: PLC0415
        id = self.id

        type_ = self.type_

        label = self.label

        information = self.information

        clause = self.clause

        occurred_on = self.occurred_on.isoformat()

        occurred_at: None | str
        if isinstance(self.occurred_at, datetime.datetime):
            occurred_at = self.occurred_at.isoformat()
        else:
            occurred_at = self.occurred_at

        recorded_at = self.recorded_at.isoformat()

        recorded_by = self.recorded_by

        role = self.role

        answers = []
        for answers_item_data in self.answers:
            answers_item = answers_item_data.to_dict()
            answers.append(answers_item)



        about: None | str
        about = self.about

        annuls: None | str
        annuls = self.annuls

        annulled_by: None | str
        annulled_by = self.annulled_by

        passed_over = self.passed_over

        reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "type": type_,
            "label": label,
            "information": information,
            "clause": clause,
            "occurredOn": occurred_on,
            "occurredAt": occurred_at,
            "recordedAt": recorded_at,
            "recordedBy": recorded_by,
            "role": role,
            "answers": answers,
            "about": about,
            "annuls": annuls,
            "annulledBy": annulled_by,
            "passedOver": passed_over,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.answer_shape import AnswerShape # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        type_ = d.pop("type")

        label = d.pop("label")

        information = d.pop("information")

        clause = d.pop("clause")

        occurred_on = datetime.date.fromisoformat(d.pop("occurredOn"))




        def _parse_occurred_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                occurred_at_type_0 = datetime.datetime.fromisoformat(data)



                return occurred_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        occurred_at = _parse_occurred_at(d.pop("occurredAt"))


        recorded_at = datetime.datetime.fromisoformat(d.pop("recordedAt"))




        recorded_by = d.pop("recordedBy")

        role = d.pop("role")

        answers = []
        _answers = d.pop("answers")
        for answers_item_data in (_answers):
            answers_item = AnswerShape.from_dict(answers_item_data)



            answers.append(answers_item)


        def _parse_about(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        about = _parse_about(d.pop("about"))


        def _parse_annuls(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        annuls = _parse_annuls(d.pop("annuls"))


        def _parse_annulled_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        annulled_by = _parse_annulled_by(d.pop("annulledBy"))


        passed_over = d.pop("passedOver")

        reason = d.pop("reason")

        event_shape = cls(
            id=id,
            type_=type_,
            label=label,
            information=information,
            clause=clause,
            occurred_on=occurred_on,
            occurred_at=occurred_at,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            role=role,
            answers=answers,
            about=about,
            annuls=annuls,
            annulled_by=annulled_by,
            passed_over=passed_over,
            reason=reason,
        )


        event_shape.additional_properties = d
        return event_shape

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
