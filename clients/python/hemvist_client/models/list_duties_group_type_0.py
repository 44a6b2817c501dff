from enum import StrEnum

class ListDutiesGroupType0(StrEnum):
    LATE = "late"
    LATER = "later"
    TODAY = "today"
    WEEK = "week"

    def __str__(self) -> str:
        return str(self.value)
