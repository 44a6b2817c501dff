"""A number and what there are so many of, in words that fit one and many. The commands say it in English or in Swedish."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give "1 error", "2 errors"; ``many`` where the word takes no s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
