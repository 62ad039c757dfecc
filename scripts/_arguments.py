"""What several commands read from their command lines, before anything is installed."""

import argparse
from collections.abc import Callable
from pathlib import Path


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


def add_build_labels(parser: argparse.ArgumentParser) -> None:
    """Let a command line say which build was tested, and where."""
    parser.add_argument("--build", help="what was tested, as the pipeline calls it")
    parser.add_argument("--commit", help="the commit that it was built from")
    parser.add_argument("--branch", help="the branch of that commit")
    parser.add_argument(
        "--environment", metavar="NAME", help="where it was tested, such as staging"
    )


def named_folder(given: str) -> tuple[str, Path]:
    """Return a name and a folder, of `NAME=FOLDER`.

    Raises:
        ArgumentTypeError: it is not of this form, or there is no such folder.
    """
    name, equals, folder = given.partition("=")
    if not equals or not folder:
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form NAME=FOLDER")
    if not Path(folder).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {folder!r}")
    return name, Path(folder).resolve()


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
