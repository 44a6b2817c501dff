"""What a process does before its first answer: it reads the governing documents, so that nobody waits for that, and settles its memory.

The documents and all that Django has loaded stay for as long as the process lives. The garbage collector is told to leave them be: else it
goes through all of it every now and then, in the middle of somebody's answer. An answer makes some thousand things and leaves none of them in a
circle, so that nothing is gained by looking for circles several times in each: the collector looks after as many as some tens of answers make.
"""

import gc

from hemvist.cases.library import library
from hemvist.routines.compiled import compiled

THINGS_BETWEEN_LOOKS = 50_000
"""How many more things that could stand in a circle there must be than at the last look; Python's own number is 700."""


def warm() -> None:
    """Make ready. Call once, when everything is loaded."""
    for routine in library().routines.values():
        compiled(routine)
    gc.collect()
    gc.freeze()
    gc.set_threshold(THINGS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
