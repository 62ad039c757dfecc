"""The command lines of scripts/backup and scripts/restore."""

import argparse
from pathlib import Path

_WHERE = """examples:
  {script} monday.backup

The database is the one that scripts/serve would use here: DATABASE_URL or the private
one.

exit status: 0 if it is done, 1 if it is refused, 2 if the database or a setting is
unusable"""


def file_to_back_up_to() -> Path:
    """Return what scripts/backup is told to write."""
    about = (
        "Write the whole database to a new file while the service runs, restore it\n"
        "to a server of its own, and compare each row."
    )
    return _file("scripts/backup", about, "it must not be there yet")


def file_to_restore() -> Path:
    """Return what scripts/restore is told to read."""
    about = "Fill an empty database from a backup: with all of it, or not at all."
    return _file("scripts/restore", about, "what scripts/backup wrote")


def _file(script: str, about: str, what: str) -> Path:
    parser = argparse.ArgumentParser(
        prog=script,
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_WHERE.format(script=script),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=what)
    file: Path = parser.parse_args().file
    return file
