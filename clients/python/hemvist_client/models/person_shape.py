from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.number_shape import NumberShape





T = TypeVar("T", bound="PersonShape")



@_attrs_define
class PersonShape:
    """ Whom a case is about, as far as it is granted.

     """

    id: UUID
    """ The id of the person with this board. """
    name: str
    """ The name. """
    numbers: list[NumberShape]
    """ The identity numbers in force. """
    birth_date: datetime.date | None
    """ The birth date; null where it is not known. """
    city_area: str
    """ The part of the city; empty where it is not known, or nothing new is opened. """
    phone: str
    """ The telephone number; empty likewise. """
    address: str
    """ The address; empty likewise. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.number_shape import NumberShape # noqa: PLC0415
        id = str(self.id)

        name = self.name

        numbers = []
        for numbers_item_data in self.numbers:
            numbers_item = numbers_item_data.to_dict()
            numbers.append(numbers_item)



        birth_date: None | str
        if isinstance(self.birth_date, datetime.date):
            birth_date = self.birth_date.isoformat()
        else:
            birth_date = self.birth_date

        city_area = self.city_area

        phone = self.phone

        address = self.address


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "name": name,
            "numbers": numbers,
            "birthDate": birth_date,
            "cityArea": city_area,
            "phone": phone,
            "address": address,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.number_shape import NumberShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        numbers = []
        _numbers = d.pop("numbers")
        for numbers_item_data in (_numbers):
            numbers_item = NumberShape.from_dict(numbers_item_data)



            numbers.append(numbers_item)


        def _parse_birth_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                birth_date_type_0 = datetime.date.fromisoformat(data)



                return birth_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        birth_date = _parse_birth_date(d.pop("birthDate"))


        city_area = d.pop("cityArea")

        phone = d.pop("phone")

        address = d.pop("address")

        person_shape = cls(
            id=id,
            name=name,
            numbers=numbers,
            birth_date=birth_date,
            city_area=city_area,
            phone=phone,
            address=address,
        )


        person_shape.additional_properties = d
        return person_shape

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
