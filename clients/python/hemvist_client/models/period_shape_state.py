from enum import StrEnum

class PeriodShapeState(StrEnum):
    COMING = "coming"
    ENDED = "ended"
    IN_FORCE = "in force"

    def __str__(self) -> str:
        return str(self.value)
