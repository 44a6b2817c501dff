"""What was sent of a form about a case: kept as a draft, and shown by an address of its own.

So every page on the way can be gone back to, and none is sent again. Nothing of what was filled in stands in the address.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from hemvist.cases.drafts import DraftTooLong, Form, drop_draft, load_draft, save_draft
from hemvist.secrecy.viewer import Viewer

# Which page of what was kept an address asks for: the form with what is wrong in it, or the check before it is saved.
STEP, ANSWERS, CHECK = "steg", "svar", "kontroll"


@dataclass(frozen=True, slots=True)
class Kept:
    """One form of one worker about a case. ``key``: what it is kept under, ``address``: where it is shown."""

    viewer: Viewer
    case: UUID
    key: str
    address: str

    def shown_again(self, sent: QueryDict, page: str) -> HttpResponse | None:
        """Keep what was sent, and lead to the address that shows it; None where it is too long to be kept."""
        return redirect(f"{self.address}?{STEP}={page}") if self.keep(sent) else None

    def keep(self, sent: QueryDict) -> bool:
        """Keep what was sent, and say whether it could be: not where it is too long."""
        try:
            save_draft(self.viewer, self.case, self.key, posted_form(sent))
        except DraftTooLong:
            return False
        return True

    def form(self) -> Form | None:
        """Give the form as it was kept, or None."""
        return load_draft(self.viewer, self.case, self.key)

    def sent(self) -> QueryDict | None:
        """Give what was kept as it was sent; None where nothing is kept any longer: it has been recorded, or thrown away."""
        form = self.form()
        if form is None:
            return None
        data = QueryDict(mutable=True)
        for name, value in form.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return data

    def drop(self) -> None:
        """Forget it."""
        drop_draft(self.viewer, self.case, self.key)


def posted_form(posted: QueryDict) -> Form:
    """Give what was posted, without what belongs to the sending of it."""
    return {name: posted.getlist(name) for name in posted if name not in ("csrfmiddlewaretoken", "step")}
