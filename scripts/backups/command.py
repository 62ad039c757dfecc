"""What scripts/backup and scripts/restore do and say."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
from pydantic import ValidationError

from impl.database import backups, revisions
from impl.database.backups import BackupError, DatabaseContent
from impl.database.embedded import at_hand
from impl.database.private_server import EmbeddedPostgresError
from impl.environment import faults_of
from impl.settings import Settings
from scripts._bootstrap import state_folder

_Work = Callable[[str, Path], DatabaseContent]


def back_up(file: Path) -> int:
    """Make a backup and say so; return the exit status."""
    status, content = _done("scripts/backup", backups.back_up, file)
    if content:
        size = file.stat().st_size
        print(f"{file}: {size:,} bytes, {_told(content)}")
        print("It was restored elsewhere, and holds the same.")
        print("COUNTERSIGN_SECRET_KEY is not in it: keep that, too.")
    return status


def restore(file: Path) -> int:
    """Restore a backup and say so; return the exit status."""
    status, content = _done("scripts/restore", backups.restore, file)
    if content:
        print(f"Restored {_told(content)}")
        if said := advice(content):
            print(said)
    return status


def advice(content: DatabaseContent) -> str:
    """Return which release can be started on it, if not just this one."""
    if content.revision in revisions.known():
        is_newest = content.revision == revisions.head()
        return "" if is_newest else "scripts/serve brings it up to date when it starts."
    if revisions.serves(content.revision, content.note):
        return "A newer release made it; this one works on it, too."
    return "A newer release made it: start that one, or a later one."


def _done(script: str, work: _Work, file: Path) -> tuple[int, DatabaseContent | None]:
    if "COUNTERSIGN_SECRET_KEY" not in os.environ:
        # Nothing is signed or sealed here.
        os.environ["COUNTERSIGN_SECRET_KEY"] = os.urandom(32).hex()
    try:
        settings = Settings()
        given = settings.database_url
        named = given.get_secret_value() if given else None
        with at_hand(named, state_folder()) as url:
            return 0, work(url, file)
    except BackupError as error:
        status, said = 1, str(error)
    except ValidationError as error:
        status, said = 2, "; ".join(faults_of(error))
    except (EmbeddedPostgresError, psycopg.Error, ValueError) as error:
        status, said = 2, str(error).strip()
    print(f"{script}: {said}", file=sys.stderr)
    return status, None


def _told(content: DatabaseContent) -> str:
    return (
        f"revision {content.revision}, {len(content.tables)} tables, "
        f"{content.rows:,} rows."
    )
