"""What the compiler tells people, and other programs, while it works."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.diagnostics.diagnostic import Fault

_MOST_PER_CODE = 10
_COLOURS = {"error": "\033[1;31m", "warning": "\033[1;33m", "frame": "\033[34m"}
_PLAIN = "\033[0m"


class Reporter:
    """Prints progress and faults, for people or as JSON Lines."""

    def __init__(self, contract: Path, *, as_json: bool) -> None:
        self._folder = contract.parent
        self._as_json = as_json
        self._texts: dict[Path, str] = {}
        self._severities: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._stage = ""
        self._started = time.monotonic()
        watched = sys.stderr.isatty()
        self._is_watched = watched
        self._has_colours = watched and not os.environ.get("NO_COLOR")

    def faults(self, faults: Iterable[Fault]) -> None:
        """Print each fault with its place, what is wrong and how to mend it.

        For people, warnings of one code are printed only ten times.
        """
        self._end_stage()
        for fault in faults:
            self._severities[fault.severity] += 1
            self._codes[fault.code] += fault.severity == "warning"
            if self._as_json:
                print(json.dumps(self._as_object(fault)))
            elif self._codes[fault.code] <= _MOST_PER_CODE:
                print(self._as_text(fault), file=sys.stderr)

    def summary(self) -> None:
        """Print how many faults there were, if any."""
        self._end_stage()
        if self._as_json or not self._severities:
            return
        for code, number in sorted(self._codes.items()):
            if number > _MOST_PER_CODE:
                more = number - _MOST_PER_CODE
                print(
                    f"… and {more} more {code} (--format json lists all)",
                    file=sys.stderr,
                )
        counts = ", ".join(
            f"{number} {severity}{'s' if number > 1 else ''}"
            for severity, number in sorted(self._severities.items())
        )
        print(counts, file=sys.stderr)

    def problem(self, text: str) -> None:
        """Print what is no fault of the contract, as one message."""
        self._end_stage()
        print(f"generate: {text}", file=sys.stderr)

    def progress(self, stage: str) -> None:
        """Show the stage that begins, where somebody watches."""
        self._end_stage()
        if self._is_watched and stage:
            self._stage, self._started = stage, time.monotonic()
            sys.stderr.write(f"{stage} …")
            sys.stderr.flush()

    def _end_stage(self) -> None:
        if self._stage:
            elapsed = time.monotonic() - self._started
            sys.stderr.write(f"\r\033[K{self._stage}: {elapsed:.1f} s\n")
        self._stage = ""

    def _as_object(self, fault: Fault) -> dict[str, object]:
        from impl.engine.diagnostics.diagnostic import Position
        from impl.engine.diagnostics.excerpts import excerpt

        found = excerpt(self._text_of(fault), Position(fault.line, fault.column))
        line = found.line if found else ""
        return {**asdict(fault), "file": str(self._file(fault)), "excerpt": line}

    def _as_text(self, fault: Fault) -> str:
        from impl.engine.diagnostics.diagnostic import Position
        from impl.engine.diagnostics.excerpts import excerpt, printable

        place = printable(f"{self._file(fault)}:{fault.line}:{fault.column}")
        kind = self._coloured(f"{fault.severity} {fault.code}", fault.severity)
        lines = [f"{place}: {kind}: {printable(fault.message)}"]
        number = str(fault.line)
        bar = self._coloured(f"{' ' * len(number)} |", "frame")
        found = excerpt(self._text_of(fault), Position(fault.line, fault.column))
        if found:
            marks = self._coloured("^" * found.length, fault.severity)
            shown = self._coloured(f"{number} |", "frame")
            lines.append(f"{shown} {found.line}")
            lines.append(f"{bar} {' ' * found.start}{marks}")
        end = self._coloured(f"{' ' * len(number)} =", "frame")
        return "\n".join([*lines, f"{end} {printable(fault.mend)}"])

    def _coloured(self, text: str, colour: str) -> str:
        return f"{_COLOURS[colour]}{text}{_PLAIN}" if self._has_colours else text

    def _file(self, fault: Fault) -> Path:
        # The engine names files relative to the contract, wherever people are.
        return shown(self._folder / fault.file)

    def _text_of(self, fault: Fault) -> str:
        from impl.engine.diagnostics.discretion import is_outside

        if is_outside(fault.file):
            return ""
        file = self._folder / fault.file
        if file not in self._texts:
            try:
                text = file.read_bytes().decode("utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self._texts[file] = text
        return self._texts[file]


def shown(path: Path) -> Path:
    """Return `path` relative to the working directory where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
