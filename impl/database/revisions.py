"""The revisions of the schema that this code knows, by the names of their files.

They form one line: `0007_background_jobs.py` is revision 0007 and follows 0006. What
only compares a database with them need not load Alembic, which is only there to
migrate.

A schema says itself which code goes on working on it, so that code of an older
release, which does not know its revision, can tell. It says so in the comment of
Alembic's table, which has been there from the first migration on and goes wherever the
schema goes.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

_NOTE: Final = re.compile(r"revision (\w+) works with code from revision (\w+) on")
# Where the schema is, and what it says of older code.
STATE: Final = """
    SELECT version_num AS revision,
           obj_description('alembic_version'::regclass, 'pg_class') AS note
    FROM alembic_version
"""
_FOLDER: Final = Path(__file__).resolve().parents[2] / "migrations" / "versions"


@cache
def known() -> tuple[str, ...]:
    """Return every revision, the oldest first."""
    return tuple(sorted(each.name.partition("_")[0] for each in _FOLDER.glob("*_*.py")))


def head() -> str:
    """Return the newest revision."""
    return known()[-1]


def note(revision: str, oldest_code: str) -> str:
    """Return what the schema of a revision says of the oldest code that works on it."""
    return f"revision {revision} works with code from revision {oldest_code} on"


def serves(revision: str | None, note: str | None) -> bool:
    """Tell whether this code works on a schema at a revision, which has a note.

    On a newer one it does if that says so; on an older one it never does.
    """
    if revision is None or revision in known():
        return revision == head()
    found = _NOTE.fullmatch(note or "")
    return found is not None and found[1] == revision and found[2] <= head()
