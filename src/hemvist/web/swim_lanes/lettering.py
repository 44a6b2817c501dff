"""How wide words are in Inter, near enough to break lines: an SVG does not break them itself."""

_NARROW = frozenset("ijl.,:;'|!()[] ftr·")
_WIDE = frozenset("mwMWÅÄÖ@%")
_VOWELS = frozenset("aeiouyåäö")
_NEAR = 5


def width(words: str, size: float) -> float:
    """Estimate the width of a text in pixels at a font size, a little generously."""
    return (
        1.04
        * size
        * sum(
            0.32 if sign in _NARROW else 0.88 if sign in _WIDE else 0.68 if sign.isupper() else 0.57 for sign in words
        )
    )


def wrapped(words: str, room: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit the room; a single word that does not is broken with a hyphen."""
    lines: list[str] = []
    for word in (part for each in words.split() for part in _broken(each, room, size)):
        if lines and width(f"{lines[-1]} {word}", size) <= room and not lines[-1].endswith("-"):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _broken(word: str, room: float, size: float) -> list[str]:
    """Break one word into pieces that fit."""
    pieces = []
    while width(word, size) > room and len(word) > 1:
        fits = max(1, next((count for count in range(len(word), 0, -1) if width(word[:count] + "-", size) <= room), 1))
        end = _joint(word, fits)
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def _joint(word: str, fits: int) -> int:
    """Give where to break: after the "s" that joins the parts of a compound, if one is near, else where the room ends."""
    return next(
        (
            end
            for end in range(fits, max(fits - _NEAR, 1), -1)
            if word[end - 1] == "s" and word[end : end + 1] not in _VOWELS
        ),
        fits,
    )
