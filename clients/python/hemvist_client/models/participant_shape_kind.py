from enum import StrEnum

class ParticipantShapeKind(StrEnum):
    CLIENT = "client"
    EXTERNAL = "external"
    INTERPRETER = "interpreter"
    WORKER = "worker"

    def __str__(self) -> str:
        return str(self.value)
