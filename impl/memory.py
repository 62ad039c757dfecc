"""How the memory of this process is taken, looked through and given back."""

import contextlib
import ctypes
import gc
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


def settle() -> None:
    """Have what is here by now stay out of searches for garbage, and begin with them.

    It would be looked through again and again, for a tenth of a second each time. What
    remains is quickly looked through, and therefore often: no garbage stays for long.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
