from enum import StrEnum

class TurnShapeState(StrEnum):
    OPEN = "open"
    UNDETERMINED = "undetermined"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
