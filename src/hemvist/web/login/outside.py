"""What one who acts for an authority outside the city reaches: the cases they are named in, and what is common to all. Everything else is not there.

A page that is not named here does not exist for them, so a new page is closed until somebody has thought of it.
"""

# Needs no more than that they have logged in: their own account and the way to a strong log-in.
ON_THE_WAY = frozenset(
    {"my-account", "step-up", "session-left", "account_logout", "account_login", "language", "health"}
)
ON_THE_WAY_PREFIXES = ("mfa_", "account_", "saml_", "openid_connect_", "single-sign-on")

COMMON = frozenset(
    {
        "todo",
        "calendar",
        "inbox",
        "inbox-acknowledge",
        "inbox-wishes",
        "initiate",
        "routines",
        "routine",
        "routine-differences",
        "routine-edition",
        "routine-picture",
        "routine-shared",
    }
)
OF_A_CASE = frozenset(
    {
        "annul_event",
        "attach_document",
        "case",
        "consents",
        "correct_event",
        "countdown",
        "document",
        "draft",
        "flow",
        "letters",
        "meeting",
        "meeting-file",
        "other_events",
        "record_event",
        "suggest_last_day",
        "undo_event",
    }
)


def is_on_the_way(name: str | None) -> bool:
    """Whether a page is reached before the log-in is strong."""
    return name is not None and (name in ON_THE_WAY or name.startswith(ON_THE_WAY_PREFIXES))


def is_theirs(name: str | None) -> bool:
    """Whether there is such a page for one outside the city, who has logged in strongly."""
    return is_on_the_way(name) or name in COMMON or name in OF_A_CASE
