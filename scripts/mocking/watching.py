"""Edits of contracts, taken in as they are saved where they are good."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.mocking.mounting import NoContract
from scripts.mocking.plans import UnsoundContract
from scripts.mocking.telling import print_faults

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.mocking.mounting import Mount, Mounts

# Seconds between two looks, and for which a file has to rest: editors save in steps.
_INTERVAL, _REST = 0.3, 0.1
_Stamps = dict["Path", tuple[int, int]]


async def watch(mounts: Mounts) -> None:
    """Look at the files of contracts for ever."""
    known = {mount.prefix: _stamps(mount) for mount in mounts.mounts.values()}
    while True:
        await asyncio.sleep(_INTERVAL)
        for mount in mounts.mounts.values():
            seen = _stamps(mount)
            if seen == known[mount.prefix]:
                continue
            await asyncio.sleep(_REST)
            known[mount.prefix] = _stamps(mount)
            await asyncio.to_thread(renew, mount)


def renew(mount: Mount) -> bool:
    """Read a contract again; tell whether its mock is a new one.

    What was remembered stays, as far as the new contract has a place for it.
    """
    name = mount.file.name
    try:
        mock = mount.renew()
    except (DocumentError, UnsoundContract) as error:
        print_faults(error.faults)
        print(f"{name} is broken: its last good version goes on", file=sys.stderr)
        return False
    except NoContract as error:
        print(f"{error}: its last good version goes on", file=sys.stderr)
        return False
    print(f"{name} was read again: {len(mock.plan.operations)} operations", flush=True)
    return True


def _stamps(mount: Mount) -> _Stamps:
    """Return when each file of a contract was written, and how large it is."""
    found = {}
    for file in mount.files:
        try:
            status = file.stat()
        except OSError:
            found[file] = (0, 0)
        else:
            found[file] = (status.st_mtime_ns, status.st_size)
    return found
