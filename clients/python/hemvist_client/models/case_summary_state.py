from enum import StrEnum

class CaseSummaryState(StrEnum):
    CLOSED = "closed"
    ENDING = "ending"
    OPEN = "open"

    def __str__(self) -> str:
        return str(self.value)
