from enum import StrEnum

class CaseShapeState(StrEnum):
    CLOSED = "closed"
    ENDING = "ending"
    OPEN = "open"

    def __str__(self) -> str:
        return str(self.value)
