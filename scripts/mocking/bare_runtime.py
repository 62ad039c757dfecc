"""The runtime of the generated package without the rest of it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).resolve().parents[2] / "generated"


def use_bare_runtime() -> None:
    """Have the runtime imported by itself, which takes a third of the time.

    Only for a process that needs nothing else of the package.
    """
    package = ModuleType("generated")
    package.__path__ = [str(_PACKAGE)]
    sys.modules.setdefault("generated", package)
