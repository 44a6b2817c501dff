from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.period_shape_state import PeriodShapeState
from typing import cast
import datetime






T = TypeVar("T", bound="PeriodShape")



@_attrs_define
class PeriodShape:
    """ A period: coming, in force or ended. Both days are included.

     """

    id: str
    """ What kind of period it is. """
    label: str
    """ The same in Swedish. """
    begun_by: str
    """ The event that began it. """
    first_day: datetime.date
    """ The first day. """
    last_day: datetime.date | None
    """ The last day; null where there is none yet. """
    state: PeriodShapeState
    """ Where it stands today. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        label = self.label

        begun_by = self.begun_by

        first_day = self.first_day.isoformat()

        last_day: None | str
        if isinstance(self.last_day, datetime.date):
            last_day = self.last_day.isoformat()
        else:
            last_day = self.last_day

        state = self.state.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "label": label,
            "begunBy": begun_by,
            "firstDay": first_day,
            "lastDay": last_day,
            "state": state,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        label = d.pop("label")

        begun_by = d.pop("begunBy")

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


        state = PeriodShapeState(d.pop("state"))




        period_shape = cls(
            id=id,
            label=label,
            begun_by=begun_by,
            first_day=first_day,
            last_day=last_day,
            state=state,
        )


        period_shape.additional_properties = d
        return period_shape

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
