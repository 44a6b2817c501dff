"""What a process does before its first answer: it reads the governing documents, so that nobody waits for that, and settles its memory.

The documents and all that Django has loaded stay for as long as the process lives. The garbage collector is told to leave them be: else it
goes through all of it every now and then, in the middle of somebody's answer.
"""

import gc

from hemvist.cases.library import library
from hemvist.routines.compiled import compiled


def warm() -> None:
    """Make ready. Call once, when everything is loaded."""
    for routine in library().routines.values():
        compiled(routine)
    gc.collect()
    gc.freeze()
