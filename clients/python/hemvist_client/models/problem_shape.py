from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.field_error_shape import FieldErrorShape
  from ..models.reason_shape import ReasonShape





T = TypeVar("T", bound="ProblemShape")



@_attrs_define
class ProblemShape:
    """ Why a request was not done (RFC 9457).

     """

    type_: str
    """ What kind of problem it is. """
    title: str
    """ The kind of problem in words. """
    status: int
    """ The HTTP status. """
    detail: str
    """ What to do. """
    instance: str
    """ The path that was asked for. """
    code: str
    """ The code of the problem; never changes its meaning. """
    reasons: list[ReasonShape] | Unset = UNSET
    """ Every reason of the routine, all at once. """
    errors: list[FieldErrorShape] | Unset = UNSET
    """ Everything that is wrong with the request, all at once. """
    can_be_passed_over: bool | None | Unset = UNSET
    """ Whether it is accepted with a reason in passedOver. """
    required_scope: None | str | Unset = UNSET
    """ The scope that is missing. """
    required_roles: list[str] | None | Unset = UNSET
    """ The roles that record this. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.field_error_shape import FieldErrorShape # noqa: PLC0415
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        instance = self.instance

        code = self.code

        reasons: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = []
            for reasons_item_data in self.reasons:
                reasons_item = reasons_item_data.to_dict()
                reasons.append(reasons_item)



        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)



        can_be_passed_over: bool | None | Unset
        if isinstance(self.can_be_passed_over, Unset):
            can_be_passed_over = UNSET
        else:
            can_be_passed_over = self.can_be_passed_over

        required_scope: None | str | Unset
        if isinstance(self.required_scope, Unset):
            required_scope = UNSET
        else:
            required_scope = self.required_scope

        required_roles: list[str] | None | Unset
        if isinstance(self.required_roles, Unset):
            required_roles = UNSET
        elif isinstance(self.required_roles, list):
            required_roles = self.required_roles


        else:
            required_roles = self.required_roles


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "type": type_,
            "title": title,
            "status": status,
            "detail": detail,
            "instance": instance,
            "code": code,
        })
        if reasons is not UNSET:
            field_dict["reasons"] = reasons
        if errors is not UNSET:
            field_dict["errors"] = errors
        if can_be_passed_over is not UNSET:
            field_dict["canBePassedOver"] = can_be_passed_over
        if required_scope is not UNSET:
            field_dict["requiredScope"] = required_scope
        if required_roles is not UNSET:
            field_dict["requiredRoles"] = required_roles

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error_shape import FieldErrorShape # noqa: PLC0415
        from ..models.reason_shape import ReasonShape # noqa: PLC0415
        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = d.pop("code")

        _reasons = d.pop("reasons", UNSET)
        reasons: list[ReasonShape] | Unset = UNSET
        if _reasons is not UNSET:
            reasons = []
            for reasons_item_data in _reasons:
                reasons_item = ReasonShape.from_dict(reasons_item_data)



                reasons.append(reasons_item)


        _errors = d.pop("errors", UNSET)
        errors: list[FieldErrorShape] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldErrorShape.from_dict(errors_item_data)



                errors.append(errors_item)


        def _parse_can_be_passed_over(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        can_be_passed_over = _parse_can_be_passed_over(d.pop("canBePassedOver", UNSET))


        def _parse_required_scope(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        required_scope = _parse_required_scope(d.pop("requiredScope", UNSET))


        def _parse_required_roles(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                required_roles_type_0 = cast(list[str], data)

                return required_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        required_roles = _parse_required_roles(d.pop("requiredRoles", UNSET))


        problem_shape = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            reasons=reasons,
            errors=errors,
            can_be_passed_over=can_be_passed_over,
            required_scope=required_scope,
            required_roles=required_roles,
        )


        problem_shape.additional_properties = d
        return problem_shape

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
