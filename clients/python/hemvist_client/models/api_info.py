from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.api_info_api_status import ApiInfoApiStatus






T = TypeVar("T", bound="ApiInfo")



@_attrs_define
class ApiInfo:
    """ What this API is.

     """

    api_name: str
    """ Its name. """
    api_version: str
    """ Its version. """
    api_released: str
    """ The day on which the version was released. """
    api_documentation: str
    """ Where it is described. """
    api_status: ApiInfoApiStatus
    """ Whether it is to be used. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        api_name = self.api_name

        api_version = self.api_version

        api_released = self.api_released

        api_documentation = self.api_documentation

        api_status = self.api_status.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "apiName": api_name,
            "apiVersion": api_version,
            "apiReleased": api_released,
            "apiDocumentation": api_documentation,
            "apiStatus": api_status,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        api_name = d.pop("apiName")

        api_version = d.pop("apiVersion")

        api_released = d.pop("apiReleased")

        api_documentation = d.pop("apiDocumentation")

        api_status = ApiInfoApiStatus(d.pop("apiStatus"))




        api_info = cls(
            api_name=api_name,
            api_version=api_version,
            api_released=api_released,
            api_documentation=api_documentation,
            api_status=api_status,
        )


        api_info.additional_properties = d
        return api_info

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
