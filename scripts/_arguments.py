"""What several commands read from their command lines, before anything is installed."""

import argparse
from collections.abc import Callable


def positive(text: str) -> int:
    """Return a whole number from 1.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) == 0:
        msg = f"{text} is not a number from 1"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within bounds, and refuses all else."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            msg = f"{text} is not a number from {least} to {most}"
            raise argparse.ArgumentTypeError(msg)
        return int(text)

    return read


def above_zero(text: str) -> float:
    """Return a number above zero.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not number > 0:
        msg = f"{text!r} is not a number above zero"
        raise argparse.ArgumentTypeError(msg)
    return number
