from enum import StrEnum

class ListDutiesScope(StrEnum):
    MINE = "mine"
    UNIT = "unit"

    def __str__(self) -> str:
        return str(self.value)
