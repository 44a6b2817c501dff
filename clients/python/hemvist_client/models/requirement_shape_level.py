from enum import StrEnum

class RequirementShapeLevel(StrEnum):
    MUST = "must"
    SHOULD = "should"

    def __str__(self) -> str:
        return str(self.value)
