from enum import StrEnum

class ConsentShapeState(StrEnum):
    EXPIRED = "expired"
    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
