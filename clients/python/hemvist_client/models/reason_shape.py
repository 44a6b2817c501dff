from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="ReasonShape")



@_attrs_define
class ReasonShape:
    """ Why something may not be recorded, by which clause.

     """

    level: str
    """ must is refused; should can be passed over with a reason. """
    code: str
    """ What kind of reason it is; never changes its meaning. """
    requirement: str
    """ The requirement of the routine; empty where it may not be told. """
    clause: str
    """ The clause of the governing document. """
    reason: str
    """ The reason in the words of the governing document, which are Swedish. """
    missing: list[str]
    """ The facts that are not known. """
    lifted_by: list[str]
    """ The event types that would lift it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        level = self.level

        code = self.code

        requirement = self.requirement

        clause = self.clause

        reason = self.reason

        missing = self.missing



        lifted_by = self.lifted_by




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "level": level,
            "code": code,
            "requirement": requirement,
            "clause": clause,
            "reason": reason,
            "missing": missing,
            "liftedBy": lifted_by,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        level = d.pop("level")

        code = d.pop("code")

        requirement = d.pop("requirement")

        clause = d.pop("clause")

        reason = d.pop("reason")

        missing = cast(list[str], d.pop("missing"))


        lifted_by = cast(list[str], d.pop("liftedBy"))


        reason_shape = cls(
            level=level,
            code=code,
            requirement=requirement,
            clause=clause,
            reason=reason,
            missing=missing,
            lifted_by=lifted_by,
        )


        reason_shape.additional_properties = d
        return reason_shape

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
