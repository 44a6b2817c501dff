"""Where workers live, so far as the review of accesses needs it: whether somebody has opened a case of their own household (lag 2001:454, 10 §).

No address is kept. What is kept is a keyed digest, which tells whether two addresses are the same and nothing else.
"""

import re

from django.utils.crypto import salted_hmac

from hemvist.swedish import fold_plain

SALT = "hemvist.organisation.homes"
_POSTCODE = re.compile(r"\b(\d{3})\s?(\d{2})\b")
_FLAT = re.compile(r"\b(lgh|lägenhet|apt)\b.*", re.IGNORECASE)
_SIGNS = re.compile(r"[^0-9a-z]")


def home_mark(address: str) -> str:
    """Give the digest of an address: the same for the same street, number and postal code, however they are written; empty for none.

    Flats of one house count as one: who is a neighbour is asked about too.
    """
    line, _, rest = address.strip().partition(",")
    found = _POSTCODE.search(rest) or _POSTCODE.search(line)
    street = _FLAT.sub("", _POSTCODE.sub("", line) if found and not rest else line)
    said = _SIGNS.sub("", fold_plain(street)) + ("|" + "".join(found.groups()) if found else "")
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest() if _SIGNS.sub("", said) else ""
