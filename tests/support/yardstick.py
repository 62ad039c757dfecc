"""Runs the yardstick of exactness, which then draws texts for a pattern only once.

Left alone it draws the same ones anew for each schema that has the pattern, and that is
most of its time.

usage: yardstick.py MEMORY YARDSTICK [argument of it]...

MEMORY is a file that keeps what is drawn for runs to come, which all use one seed.
"""

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> int:
    """Run it; return its exit status."""
    memory = Path(sys.argv[1])
    sys.argv = sys.argv[2:]
    drawn = json.loads(memory.read_bytes()) if memory.exists() else {}
    yardstick = loaded(Path(sys.argv[0]))
    generator: Any = yardstick.Generator
    made = generator.__init__

    def remember(self: Any, *arguments: Any) -> None:
        made(self, *arguments)
        self._regex = drawn

    generator.__init__ = remember
    status: int = yardstick.main()
    _replace(memory, json.dumps(drawn))
    return status


def loaded(yardstick: Path) -> Any:
    """Return the module of a yardstick, which stands beside the repository."""
    spec = importlib.util.spec_from_file_location(yardstick.stem, yardstick)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _replace(file: Path, text: str) -> None:
    """Write it at once: others may read or write it too."""
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(text)
    part.replace(file)


if __name__ == "__main__":
    sys.exit(main())
