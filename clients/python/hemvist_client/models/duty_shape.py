from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.duty_shape_state import DutyShapeState
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.reason_shape import ReasonShape





T = TypeVar("T", bound="DutyShape")



@_attrs_define
class DutyShape:
    """ Something that somebody must do in a case.

     """

    duty: str
    """ Which duty of the routine it is. """
    instance: str
    """ Which time; stays the same. """
    label: str
    """ What is to be done, in Swedish. """
    state: DutyShapeState
    """ Where it stands. """
    roles: list[str]
    """ The roles whose turn it is. """
    clauses: list[str]
    """ The clauses that ask for it. """
    edition: str
    """ The edition of the routine that they stand in. """
    opened_on: datetime.date
    """ The day from which it is there. """
    due_on: datetime.date | None
    """ The last day for it; null where none is known. """
    due_is_local: bool
    """ Whether the city, and not the document, says how long. """
    late_days: int
    """ How many days late it is today. """
    done_on: datetime.date | None
    """ The day on which it was done. """
    waiting_for: list[ReasonShape]
    """ What it waits for. """
    missing: list[str]
    """ The facts that must be known first. """
    closed_by: list[str]
    """ The event types that do it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        duty = self.duty

        instance = self.instance

        label = self.label

        state = self.state.value

        roles = self.roles



        clauses = self.clauses



        edition = self.edition

        opened_on = self.opened_on.isoformat()

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        due_is_local = self.due_is_local

        late_days = self.late_days

        done_on: None | str
        if isinstance(self.done_on, datetime.date):
            done_on = self.done_on.isoformat()
        else:
            done_on = self.done_on

        waiting_for = []
        for waiting_for_item_data in self.waiting_for:
            waiting_for_item = waiting_for_item_data.to_dict()
            waiting_for.append(waiting_for_item)



        missing = self.missing



        closed_by = self.closed_by




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "duty": duty,
            "instance": instance,
            "label": label,
            "state": state,
            "roles": roles,
            "clauses": clauses,
            "edition": edition,
            "openedOn": opened_on,
            "dueOn": due_on,
            "dueIsLocal": due_is_local,
            "lateDays": late_days,
            "doneOn": done_on,
            "waitingFor": waiting_for,
            "missing": missing,
            "closedBy": closed_by,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        d = dict(src_dict)
        duty = d.pop("duty")

        instance = d.pop("instance")

        label = d.pop("label")

        state = DutyShapeState(d.pop("state"))




        roles = cast(list[str], d.pop("roles"))


        clauses = cast(list[str], d.pop("clauses"))


        edition = d.pop("edition")

        opened_on = datetime.date.fromisoformat(d.pop("openedOn"))




        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)



                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("dueOn"))


        due_is_local = d.pop("dueIsLocal")

        late_days = d.pop("lateDays")

        def _parse_done_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_on_type_0 = datetime.date.fromisoformat(data)



                return done_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        done_on = _parse_done_on(d.pop("doneOn"))


        waiting_for = []
        _waiting_for = d.pop("waitingFor")
        for waiting_for_item_data in (_waiting_for):
            waiting_for_item = ReasonShape.from_dict(waiting_for_item_data)



            waiting_for.append(waiting_for_item)


        missing = cast(list[str], d.pop("missing"))


        closed_by = cast(list[str], d.pop("closedBy"))


        duty_shape = cls(
            duty=duty,
            instance=instance,
            label=label,
            state=state,
            roles=roles,
            clauses=clauses,
            edition=edition,
            opened_on=opened_on,
            due_on=due_on,
            due_is_local=due_is_local,
            late_days=late_days,
            done_on=done_on,
            waiting_for=waiting_for,
            missing=missing,
            closed_by=closed_by,
        )


        duty_shape.additional_properties = d
        return duty_shape

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
