"""The revisions of the schema that this code knows, by the names of their files.

They form one line: `0007_background_jobs.py` is revision 0007 and follows 0006. What
only compares a database with them need not load Alembic, which is only there to
migrate.
"""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).resolve().parents[2] / "migrations" / "versions"


@cache
def known() -> tuple[str, ...]:
    """Return every revision, the oldest first."""
    return tuple(sorted(each.name.partition("_")[0] for each in _FOLDER.glob("*_*.py")))


def head() -> str:
    """Return the newest revision."""
    return known()[-1]
