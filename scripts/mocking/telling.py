"""What the mock prints: faults of contracts, and a line for each request."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.diagnostics.diagnostic import Fault
    from impl.mocks.tracing import Trace

_MOST_FAULTS = 20
_GREEN, _YELLOW, _RED, _PLAIN = "\033[32m", "\033[33m", "\033[31m", "\033[0m"


def print_faults(faults: Iterable[Fault]) -> None:
    """Print the faults of a contract, each with its place and its remedy."""
    found = list(faults)
    for fault in found[:_MOST_FAULTS]:
        place = f"{fault.file}:{fault.line}:{fault.column}"
        said = f"{place}: error {fault.code}: {fault.message}"
        print(f"{plain_text(said)}\n    {plain_text(fault.mend)}", file=sys.stderr)
    if len(found) > _MOST_FAULTS:
        print(f"… and {len(found) - _MOST_FAULTS} more", file=sys.stderr)


class Teller:
    """Prints a line for each request, with what was wrong with it.

    Args:
        prefix: of the contract, if there are several.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._has_colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def __call__(self, trace: Trace) -> None:
        """Print what is known of a request."""
        print(self.text(trace), flush=True)

    def text(self, trace: Trace) -> str:
        """Return the lines."""
        status = self._coloured(str(trace.status) if trace.status else "dropped", trace)
        milliseconds = f"{trace.seconds * 1000:.0f} ms"
        head = f"{trace.method} {self._prefix}{plain_text(trace.path)}"
        what = ", ".join(filter(None, (trace.source, trace.operation, milliseconds)))
        lines = [f"{head} → {status} ({what})"]
        lines += [f"    invalid: {plain_text(each)}" for each in trace.faults]
        lines += [f"    note: {plain_text(each)}" for each in trace.notes]
        return "\n".join(lines)

    def _coloured(self, text: str, trace: Trace) -> str:
        if not self._has_colours:
            return text
        is_good = 200 <= trace.status < 400
        colour = _GREEN if is_good else _YELLOW if trace.status < 500 else _RED
        return f"{colour}{text}{_PLAIN}"


def plain_text(text: str) -> str:
    """Return a text that a terminal takes for text alone."""
    return "".join(c if c.isprintable() else "�" for c in text)
