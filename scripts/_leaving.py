"""How a script ends that has read a great deal, and says much."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

_FAILED = 2


def leave(script: str, work: Callable[[], int]) -> NoReturn:
    """End the process at once: freeing what it holds, piece by piece, helps nobody.

    Nothing that is registered with `atexit` is called.

    Args:
        script: who says so if something could not be written.
        work: returns the exit status, which is 2 if it raises OSError.
    """
    try:
        status = work()
        sys.stdout.flush()
    except OSError as error:
        status = _FAILED
        # Whoever reads no further knows that.
        if not isinstance(error, BrokenPipeError):
            what = error.filename or "standard output"
            print(f"{script}: {what}: {error.strerror}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)
