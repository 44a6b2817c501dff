from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.case_shape_state import CaseShapeState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.name_shape import NameShape
  from ..models.party_shape import PartyShape
  from ..models.period_shape import PeriodShape
  from ..models.person_shape import PersonShape





T = TypeVar("T", bound="CaseShape")



@_attrs_define
class CaseShape:
    """ A case, as the account may see it.

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
    state: CaseShapeState
    """ Where the case stands. """
    opened_on: datetime.date
    """ The day on which it was opened. """
    owner: NameShape
    """ Something with an id and a name. """
    executor: NameShape | None
    """ The unit that executes the assignment; null if none. """
    valid_until: datetime.date | None
    """ The last day of what is in force now. """
    is_limited: bool
    """ Whether nothing new of the deciding side's is opened to the account any more. """
    kinds: list[str]
    """ The kinds of information that are granted; * for all. """
    grounds: list[str]
    """ The grounds on which they are. """
    about: None | PersonShape
    """ Whom it is about; null where that is not granted. """
    parties: list[PartyShape]
    """ Who holds which role in the case. """
    periods: list[PeriodShape]
    """ The periods of the case. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.period_shape import PeriodShape # noqa: PLC0415
        from ..models.person_shape import PersonShape # noqa: PLC0415
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

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        is_limited = self.is_limited

        kinds = self.kinds



        grounds = self.grounds



        about: dict[str, Any] | None
        if isinstance(self.about, PersonShape):
            about = self.about.to_dict()
        else:
            about = self.about

        parties = []
        for parties_item_data in self.parties:
            parties_item = parties_item_data.to_dict()
            parties.append(parties_item)



        periods = []
        for periods_item_data in self.periods:
            periods_item = periods_item_data.to_dict()
            periods.append(periods_item)




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
            "validUntil": valid_until,
            "isLimited": is_limited,
            "kinds": kinds,
            "grounds": grounds,
            "about": about,
            "parties": parties,
            "periods": periods,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.period_shape import PeriodShape # noqa: PLC0415
        from ..models.person_shape import PersonShape # noqa: PLC0415
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

        state = CaseShapeState(d.pop("state"))




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


        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)



                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("validUntil"))


        is_limited = d.pop("isLimited")

        kinds = cast(list[str], d.pop("kinds"))


        grounds = cast(list[str], d.pop("grounds"))


        def _parse_about(data: object) -> None | PersonShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                about_type_0 = PersonShape.from_dict(data)



                return about_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PersonShape, data)

        about = _parse_about(d.pop("about"))


        parties = []
        _parties = d.pop("parties")
        for parties_item_data in (_parties):
            parties_item = PartyShape.from_dict(parties_item_data)



            parties.append(parties_item)


        periods = []
        _periods = d.pop("periods")
        for periods_item_data in (_periods):
            periods_item = PeriodShape.from_dict(periods_item_data)



            periods.append(periods_item)


        case_shape = cls(
            id=id,
            reference=reference,
            person=person,
            routine=routine,
            edition=edition,
            state=state,
            opened_on=opened_on,
            owner=owner,
            executor=executor,
            valid_until=valid_until,
            is_limited=is_limited,
            kinds=kinds,
            grounds=grounds,
            about=about,
            parties=parties,
            periods=periods,
        )


        case_shape.additional_properties = d
        return case_shape

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
