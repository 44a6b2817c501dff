from enum import StrEnum

class ListDutiesStateType0(StrEnum):
    OPEN = "open"
    UNDETERMINED = "undetermined"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
