"""Programs that tests start."""

import shutil
from pathlib import Path

_MYPY = Path(__file__).resolve().parents[2] / ".mypy_cache"


def know_libraries(cache: Path) -> None:
    """Give mypy what it found out about libraries when it checked the project, if so.

    Each process needs a cache of its own: mypy does not share them.
    """
    if _MYPY.exists():
        shutil.copytree(_MYPY, cache, dirs_exist_ok=True)
