from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.turn_shape_state import TurnShapeState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.name_shape import NameShape





T = TypeVar("T", bound="TurnShape")



@_attrs_define
class TurnShape:
    """ A duty in the work list: whose turn it is in which case.

     """

    case: UUID
    """ The id of the case. """
    reference: str
    """ The number that people quote. """
    person: None | str
    """ The person's name; null where it is not granted. """
    duty: str
    """ Which duty of the routine it is. """
    instance: str
    """ Which time; stays the same. """
    label: str
    """ What is to be done, in Swedish. """
    routine: str
    """ The routine. """
    edition: str
    """ The edition of the routine. """
    role: str
    """ The role whose turn it is. """
    unit: NameShape
    """ Something with an id and a name. """
    assignee: None | str
    """ The name of who has the turn; null where it is the unit's. """
    information: str
    """ The kind of information that it is about. """
    state: TurnShapeState
    """ Where it stands. """
    clauses: list[str]
    """ The clauses that ask for it. """
    opened_on: datetime.date
    """ The day from which it is there. """
    due_on: datetime.date | None
    """ The last day for it. """
    due_is_local: bool
    """ Whether the city, and not the document, says how long. """
    waiting_for: str
    """ What it waits for, in Swedish; empty where it does not. """
    missing: str
    """ What must be known first, in Swedish. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        case = str(self.case)

        reference = self.reference

        person: None | str
        person = self.person

        duty = self.duty

        instance = self.instance

        label = self.label

        routine = self.routine

        edition = self.edition

        role = self.role

        unit = self.unit.to_dict()

        assignee: None | str
        assignee = self.assignee

        information = self.information

        state = self.state.value

        clauses = self.clauses



        opened_on = self.opened_on.isoformat()

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        due_is_local = self.due_is_local

        waiting_for = self.waiting_for

        missing = self.missing


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "case": case,
            "reference": reference,
            "person": person,
            "duty": duty,
            "instance": instance,
            "label": label,
            "routine": routine,
            "edition": edition,
            "role": role,
            "unit": unit,
            "assignee": assignee,
            "information": information,
            "state": state,
            "clauses": clauses,
            "openedOn": opened_on,
            "dueOn": due_on,
            "dueIsLocal": due_is_local,
            "waitingFor": waiting_for,
            "missing": missing,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        d = dict(src_dict)
        case = UUID(d.pop("case"))




        reference = d.pop("reference")

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))


        duty = d.pop("duty")

        instance = d.pop("instance")

        label = d.pop("label")

        routine = d.pop("routine")

        edition = d.pop("edition")

        role = d.pop("role")

        unit = NameShape.from_dict(d.pop("unit"))




        def _parse_assignee(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        assignee = _parse_assignee(d.pop("assignee"))


        information = d.pop("information")

        state = TurnShapeState(d.pop("state"))




        clauses = cast(list[str], d.pop("clauses"))


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

        waiting_for = d.pop("waitingFor")

        missing = d.pop("missing")

        turn_shape = cls(
            case=case,
            reference=reference,
            person=person,
            duty=duty,
            instance=instance,
            label=label,
            routine=routine,
            edition=edition,
            role=role,
            unit=unit,
            assignee=assignee,
            information=information,
            state=state,
            clauses=clauses,
            opened_on=opened_on,
            due_on=due_on,
            due_is_local=due_is_local,
            waiting_for=waiting_for,
            missing=missing,
        )


        turn_shape.additional_properties = d
        return turn_shape

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
