from enum import StrEnum

class ListDutiesOfCaseStateType0(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    LAPSED = "lapsed"
    OPEN = "open"
    UNDETERMINED = "undetermined"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
