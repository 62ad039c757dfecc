"""Where tests write: in memory if there is room, since disks may take a while."""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each has a folder of its own there
PREFIX = "cs-tests-"
# Of the folders and of the machine, in bytes; a whole run has taken half of it.
ROOM = 8 * 2**30
# What a server that is about to end still writes is waited for, in seconds.
_PATIENCE = 10.0


@contextlib.contextmanager
def scratch_folder() -> Iterator[None]:
    """Have what this process starts write to memory, and remove it in the end.

    That is temporary files, and the database server of tests. Without room for them
    nothing changes.
    """
    sweep(MEMORY)
    if not has_room(MEMORY):
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY))
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Root hands a database server over to an account that has to get there.
        folder.chmod(0o755)
        os.environ |= {"TMPDIR": str(folder), "TEST_STATE_FOLDER": f"{folder}/state"}
        try:
            yield
        finally:
            _remove(folder)


def has_room(memory: Path) -> bool:
    """Tell whether a file system in memory takes what tests write."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return min(free, shutil.disk_usage(memory).free) >= ROOM
    except (OSError, ValueError):
        return False


def sweep(memory: Path) -> None:
    """Remove what those left who were killed."""
    for folder in memory.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(folder)


def _remove(folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.05)
