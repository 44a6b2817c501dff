"""How a command says no."""


class CommandError(Exception):
    """Something the person at the keyboard can mend. The text says what is wrong and what to do; the command ends with code 2."""
