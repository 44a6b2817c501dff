from enum import StrEnum

class UnitShapeSide(StrEnum):
    DECIDER = "decider"
    EXECUTOR = "executor"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
