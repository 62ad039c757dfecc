"""Merge two edits of a contract."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.merging.conflicts import ConflictingChange

_DISPUTED: Final = 1
_UNREADABLE: Final = 2


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/merge",
        description="""Merge two edits of an OpenAPI contract by what they change, not
by lines: what THEIRS changed since BASE comes into OURS, which is otherwise left as it
is, comments and all. Each may be JSON or YAML.""",
        epilog="""examples:
  scripts/merge base.yaml theirs.yaml ours.yaml > merged.yaml
  git config merge.openapi.driver 'scripts/merge %O %B %A --output %A'
  echo 'openapi.yaml merge=openapi' >> .gitattributes

exit status: 0 merged; 1 both changed the same places, which standard error names, and
nothing is written; 2 a file cannot be read or written.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", metavar="BASE", help="what both started from")
    parser.add_argument("theirs", metavar="THEIRS", help="what others made of it")
    parser.add_argument("ours", metavar="OURS", help="what the author made of it")
    parser.add_argument(
        "--output", metavar="FILE", help="where to write (default: standard output)"
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Merge, write, and return the exit status."""
    from impl.engine.diagnostics.diagnostic import DocumentError
    from impl.engine.merging.merge import Disputed, merge
    from impl.engine.text.documents import load

    names = {name: getattr(options, name) for name in ("base", "theirs", "ours")}
    try:
        texts = {name: Path(path).read_bytes() for name, path in names.items()}
        result = merge(texts["base"], texts["theirs"], texts["ours"])
        if isinstance(result, Disputed):
            ours = load(texts["ours"], name=options.ours)
            for conflict in result.conflicts:
                _say(f"{ours.position(conflict.pointer)}: {_told(conflict)}")
            return _DISPUTED
        _write(result.data, options.output)
    except OSError as error:
        what = error.filename or "standard output"
        return _fail(f"{what}: {error.strerror}")
    except DocumentError as error:
        faults = error.faults
        return _fail("\n".join(_named(str(fault), names) for fault in faults))
    return 0


def _write(data: bytes, output: str | None) -> None:
    if output:
        Path(output).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _told(conflict: ConflictingChange) -> str:
    pointer = conflict.pointer or "the document"
    if conflict.theirs == conflict.ours:
        return f"{pointer} was {conflict.ours} on both sides, in two ways."
    return f"{pointer} was {conflict.theirs} by theirs, and {conflict.ours} by ours."


def _named(fault: str, names: dict[str, str]) -> str:
    side, colon, rest = fault.partition(":")
    return f"{names.get(side, side)}{colon}{rest}"


def _fail(message: str) -> int:
    _say(message)
    return _UNREADABLE


def _say(message: str) -> None:
    print(message, file=sys.stderr)
