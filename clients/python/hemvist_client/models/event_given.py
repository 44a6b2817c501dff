from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.answer_given import AnswerGiven





T = TypeVar("T", bound="EventGiven")



@_attrs_define
class EventGiven:
    """ An event to record.

     """

    type_: str
    """ The event type, as in the catalogue. """
    occurred_on: datetime.date
    """ The local day on which it happened. """
    occurred_at: datetime.datetime | None | Unset = UNSET
    """ The moment at which it happened, on that day. """
    answers: list[AnswerGiven] | Unset = UNSET
    """ Its answers. What is not answered is not known. """
    about: None | str | Unset = UNSET
    """ The earlier event that it concerns. """
    passed_over: str | Unset = ''
    """ The reason, where it is recorded against what should have held. """





    def to_dict(self) -> dict[str, Any]:
        from ..models.answer_given import AnswerGiven # noqa: PLC0415
        type_ = self.type_

        occurred_on = self.occurred_on.isoformat()

        occurred_at: None | str | Unset
        if isinstance(self.occurred_at, Unset):
            occurred_at = UNSET
        elif isinstance(self.occurred_at, datetime.datetime):
            occurred_at = self.occurred_at.isoformat()
        else:
            occurred_at = self.occurred_at

        answers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.answers, Unset):
            answers = []
            for answers_item_data in self.answers:
                answers_item = answers_item_data.to_dict()
                answers.append(answers_item)



        about: None | str | Unset
        if isinstance(self.about, Unset):
            about = UNSET
        else:
            about = self.about

        passed_over = self.passed_over


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "occurredOn": occurred_on,
        })
        if occurred_at is not UNSET:
            field_dict["occurredAt"] = occurred_at
        if answers is not UNSET:
            field_dict["answers"] = answers
        if about is not UNSET:
            field_dict["about"] = about
        if passed_over is not UNSET:
            field_dict["passedOver"] = passed_over

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.answer_given import AnswerGiven # noqa: PLC0415
        d = dict(src_dict)
        type_ = d.pop("type")

        occurred_on = datetime.date.fromisoformat(d.pop("occurredOn"))




        def _parse_occurred_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                occurred_at_type_0 = datetime.datetime.fromisoformat(data)



                return occurred_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        occurred_at = _parse_occurred_at(d.pop("occurredAt", UNSET))


        _answers = d.pop("answers", UNSET)
        answers: list[AnswerGiven] | Unset = UNSET
        if _answers is not UNSET:
            answers = []
            for answers_item_data in _answers:
                answers_item = AnswerGiven.from_dict(answers_item_data)



                answers.append(answers_item)


        def _parse_about(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        about = _parse_about(d.pop("about", UNSET))


        passed_over = d.pop("passedOver", UNSET)

        event_given = cls(
            type_=type_,
            occurred_on=occurred_on,
            occurred_at=occurred_at,
            answers=answers,
            about=about,
            passed_over=passed_over,
        )

        return event_given

