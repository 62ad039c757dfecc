"""How the memory of this process is taken from the system."""

import contextlib
import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3  # of mallopt(3)
_LARGE: Final = 1_048_576


def return_large_blocks() -> None:
    """Have blocks of 1 MiB and more go back to the system as soon as they are free.

    The GNU C library does so from a threshold that grows with each block that was
    freed, up to 32 MiB: after the first large document none would be given back.
    Elsewhere this does nothing.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
