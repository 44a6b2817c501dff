"""``ssbtek``: whether the service is there, and the agencies behind it. Nobody is asked about."""

from hemvist.cli.database import database
from hemvist.cli.failing import CommandError

SOME_DO_NOT_ANSWER = 1


def try_out() -> int:
    """Say which agencies behind the service answer."""
    with database():
        from django.conf import settings

        from hemvist.integrations.ssbtek import asking
        from hemvist.integrations.ssbtek.trouble import Trouble

        if settings.SSBTEK is None:
            raise CommandError("there is no SSBTEK here: HEMVIST_SSBTEK_ADDRESS is not set (docs/operations.md).")
        try:
            found = asking.try_out(settings.SSBTEK)
        except Trouble as trouble:
            raise CommandError(
                f"no whole answer: {trouble.why}. docs/operations.md, SSBTEK, says what it means."
            ) from None
    for agency, answers in found.items():
        print(f"{agency}: {'answers' if answers else 'does not answer'}")
    return 0 if all(found.values()) else SOME_DO_NOT_ANSWER
