from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.count_shape_state import CountShapeState
from typing import cast

if TYPE_CHECKING:
  from ..models.name_shape import NameShape





T = TypeVar("T", bound="CountShape")



@_attrs_define
class CountShape:
    """ How many cases there are of one sort.

     """

    routine: str
    """ The routine. """
    state: CountShapeState
    """ Where they stand. """
    unit: NameShape
    """ Something with an id and a name. """
    cases: int | None
    """ How many; null where they are so few that somebody could be told by it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.name_shape import NameShape # noqa: PLC0415
        routine = self.routine

        state = self.state.value

        unit = self.unit.to_dict()

        cases: int | None
        cases = self.cases


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "routine": routine,
            "state": state,
            "unit": unit,
            "cases": cases,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.name_shape import NameShape # noqa: PLC0415
        d = dict(src_dict)
        routine = d.pop("routine")

        state = CountShapeState(d.pop("state"))




        unit = NameShape.from_dict(d.pop("unit"))




        def _parse_cases(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cases = _parse_cases(d.pop("cases"))


        count_shape = cls(
            routine=routine,
            state=state,
            unit=unit,
            cases=cases,
        )


        count_shape.additional_properties = d
        return count_shape

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
