"""Forms begun and not yet recorded. Nobody but the writer sees them."""

from uuid import UUID

from hemvist.secrecy.viewer import Viewer


def save_draft(viewer: Viewer, case: UUID, event_type: str, form: dict[str, str | list[str]]) -> None:
    """Keep a form as far as it has come."""
    raise NotImplementedError


def load_draft(viewer: Viewer, case: UUID, event_type: str) -> dict[str, str | list[str]] | None:
    """Give the form as it was kept, or None."""
    raise NotImplementedError


def drop_draft(viewer: Viewer, case: UUID, event_type: str) -> None:
    """Forget a form."""
    raise NotImplementedError
