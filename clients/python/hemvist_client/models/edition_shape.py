from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.clause_shape import ClauseShape
  from ..models.duty_type_shape import DutyTypeShape
  from ..models.event_type_shape import EventTypeShape
  from ..models.requirement_shape import RequirementShape
  from ..models.term_shape import TermShape





T = TypeVar("T", bound="EditionShape")



@_attrs_define
class EditionShape:
    """ An edition of a routine, whole.

     """

    routine: str
    """ The routine. """
    edition: str
    """ The edition. """
    title: str
    """ The title, in Swedish. """
    valid_from: datetime.date
    """ The first day on which it applies. """
    valid_until: datetime.date | None
    """ The last one; null where none is set. """
    legal_basis: list[str]
    """ The provisions that it rests on. """
    transition: str
    """ What becomes of cases that began under another edition. """
    clauses: list[ClauseShape]
    """ Its clauses, in order. """
    event_types: list[EventTypeShape]
    """ What can be recorded. """
    duties: list[DutyTypeShape]
    """ The duties. """
    requirements: list[RequirementShape]
    """ What must or should hold first. """
    terms: list[TermShape]
    """ The lengths of time that it uses. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.clause_shape import ClauseShape # noqa: PLC0415
        from ..models.duty_type_shape import DutyTypeShape # noqa: PLC0415
        from ..models.event_type_shape import EventTypeShape # noqa: PLC0415
        from ..models.requirement_shape import RequirementShape # noqa: PLC0415
        from ..models.term_shape import TermShape # noqa: PLC0415
        routine = self.routine

        edition = self.edition

        title = self.title

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        legal_basis = self.legal_basis



        transition = self.transition

        clauses = []
        for clauses_item_data in self.clauses:
            clauses_item = clauses_item_data.to_dict()
            clauses.append(clauses_item)



        event_types = []
        for event_types_item_data in self.event_types:
            event_types_item = event_types_item_data.to_dict()
            event_types.append(event_types_item)



        duties = []
        for duties_item_data in self.duties:
            duties_item = duties_item_data.to_dict()
            duties.append(duties_item)



        requirements = []
        for requirements_item_data in self.requirements:
            requirements_item = requirements_item_data.to_dict()
            requirements.append(requirements_item)



        terms = []
        for terms_item_data in self.terms:
            terms_item = terms_item_data.to_dict()
            terms.append(terms_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "routine": routine,
            "edition": edition,
            "title": title,
            "validFrom": valid_from,
            "validUntil": valid_until,
            "legalBasis": legal_basis,
            "transition": transition,
            "clauses": clauses,
            "eventTypes": event_types,
            "duties": duties,
            "requirements": requirements,
            "terms": terms,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clause_shape import ClauseShape # noqa: PLC0415
        from ..models.duty_type_shape import DutyTypeShape # noqa: PLC0415
        from ..models.event_type_shape import EventTypeShape # noqa: PLC0415
        from ..models.requirement_shape import RequirementShape # noqa: PLC0415
        from ..models.term_shape import TermShape # noqa: PLC0415
        d = dict(src_dict)
        routine = d.pop("routine")

        edition = d.pop("edition")

        title = d.pop("title")

        valid_from = datetime.date.fromisoformat(d.pop("validFrom"))




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


        legal_basis = cast(list[str], d.pop("legalBasis"))


        transition = d.pop("transition")

        clauses = []
        _clauses = d.pop("clauses")
        for clauses_item_data in (_clauses):
            clauses_item = ClauseShape.from_dict(clauses_item_data)



            clauses.append(clauses_item)


        event_types = []
        _event_types = d.pop("eventTypes")
        for event_types_item_data in (_event_types):
            event_types_item = EventTypeShape.from_dict(event_types_item_data)



            event_types.append(event_types_item)


        duties = []
        _duties = d.pop("duties")
        for duties_item_data in (_duties):
            duties_item = DutyTypeShape.from_dict(duties_item_data)



            duties.append(duties_item)


        requirements = []
        _requirements = d.pop("requirements")
        for requirements_item_data in (_requirements):
            requirements_item = RequirementShape.from_dict(requirements_item_data)



            requirements.append(requirements_item)


        terms = []
        _terms = d.pop("terms")
        for terms_item_data in (_terms):
            terms_item = TermShape.from_dict(terms_item_data)



            terms.append(terms_item)


        edition_shape = cls(
            routine=routine,
            edition=edition,
            title=title,
            valid_from=valid_from,
            valid_until=valid_until,
            legal_basis=legal_basis,
            transition=transition,
            clauses=clauses,
            event_types=event_types,
            duties=duties,
            requirements=requirements,
            terms=terms,
        )


        edition_shape.additional_properties = d
        return edition_shape

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
