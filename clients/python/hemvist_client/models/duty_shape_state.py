from enum import StrEnum

class DutyShapeState(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    LAPSED = "lapsed"
    OPEN = "open"
    UNDETERMINED = "undetermined"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
