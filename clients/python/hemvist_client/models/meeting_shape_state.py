from enum import StrEnum

class MeetingShapeState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"
    HELD = "held"
    MISSED = "missed"
    MOVED = "moved"

    def __str__(self) -> str:
        return str(self.value)
