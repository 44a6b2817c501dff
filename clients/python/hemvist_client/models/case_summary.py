from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.case_summary_state import CaseSummaryState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.name_shape import NameShape





T = TypeVar("T", bound="CaseSummary")



@_attrs_define
class CaseSummary:
    """ A case in a list.

     """

    id: UUID
    """ The id of the case. """
    reference: str
    """ The number that people quote. """
    person: None | str
    """ The person's name; null where it is not granted. """
    routine: str
    """ The routine that the case goes by. """
    edition: str
    """ The edition of the routine. """
    state: CaseSummaryState
    """ Where the case stands. """
    opened_on: datetime.date
    """ The day on which it was opened. """
    owner: NameShape
    """ Something with an id and a name. """
    executor: NameShape | None
    """ The unit that executes the assignment; null if none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        id = str(self.id)

        reference = self.reference

        person: None | str
        person = self.person

        routine = self.routine

        edition = self.edition

        state = self.state.value

        opened_on = self.opened_on.isoformat()

        owner = self.owner.to_dict()

        executor: dict[str, Any] | None
        if isinstance(self.executor, NameShape):
            executor = self.executor.to_dict()
        else:
            executor = self.executor


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "reference": reference,
            "person": person,
            "routine": routine,
            "edition": edition,
            "state": state,
            "openedOn": opened_on,
            "owner": owner,
            "executor": executor,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        reference = d.pop("reference")

        def _parse_person(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        person = _parse_person(d.pop("person"))


        routine = d.pop("routine")

        edition = d.pop("edition")

        state = CaseSummaryState(d.pop("state"))




        opened_on = datetime.date.fromisoformat(d.pop("openedOn"))




        owner = NameShape.from_dict(d.pop("owner"))




        def _parse_executor(data: object) -> NameShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                executor_type_0 = NameShape.from_dict(data)



                return executor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NameShape | None, data)

        executor = _parse_executor(d.pop("executor"))


        case_summary = cls(
            id=id,
            reference=reference,
            person=person,
            routine=routine,
            edition=edition,
            state=state,
            opened_on=opened_on,
            owner=owner,
            executor=executor,
        )


        case_summary.additional_properties = d
        return case_summary

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
