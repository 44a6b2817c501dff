from enum import StrEnum

class NumberShapeKind(StrEnum):
    COORDINATION = "coordination"
    PERSONAL = "personal"
    RESERVE = "reserve"

    def __str__(self) -> str:
        return str(self.value)
