"""What several commands read from their command lines, before anything is installed."""

import argparse


def positive(text: str) -> int:
    """Return a whole number from 1.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) == 0:
        msg = f"{text} is not a number from 1"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
