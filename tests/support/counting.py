"""Counts the lines and branches that tests run: a plugin of pytest.

`-p tests.support.counting` has it count, in each worker of pytest-xdist too, as
`[tool.slipcover]` in pyproject.toml says. What tests start as processes of their own
is not counted.
"""

import time
from pathlib import Path
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, print_coverage
from slipcover.config import read_config

ROOT = Path(__file__).resolve().parents[2]
# The key under which a worker hands on what it has counted.
_SEEN = "seen"
# To take what counts out of lines again, slipcover has to look through all modules: it
# is told when, seldom and between tests.
_NEVER = -1
# After so many seconds of processor time first, and then each time after twice as many.
_FIRST = 4.0
# The lines of each file, and its branches: from which line to which.
_Seen = dict[str, list[int | tuple[int, int]]]


class Counter:
    """What has been run of the source files, here and in workers."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.required: float = settings["fail-under"]
        source = [str(ROOT / each) for each in settings["source"]]
        omit = [str(ROOT / each) for each in settings["omit"]]
        self._slipcover = Slipcover(
            branch=settings["branch"],
            source=source,
            omit=omit,
            exclude_also=settings["exclude-also"],
            d_miss_threshold=_NEVER,
        )
        self._imports = ImportManager(self._slipcover, FileMatcher(source, omit))
        self._due = _FIRST
        self.coverage: dict[str, Any] = {}

    def start(self) -> None:
        """Count in every module of the source that is imported from now on."""
        self._imports.__enter__()

    def stop(self) -> None:
        """Count in no module that is imported from now on."""
        self._imports.__exit__()

    def seen(self) -> _Seen:
        """Return what has been run here.

        To make a report of it takes seconds: that is done once, where all is known.
        """
        self._slipcover.deinstrument_seen()
        return {file: list(seen) for file, seen in self._slipcover.all_seen.items()}

    def lighten(self) -> None:
        """Stop counting, once in a while, what is known to have been run."""
        if time.process_time() < self._due:
            return
        self._slipcover.deinstrument_seen()
        self._due = 2 * time.process_time()

    def add(self, seen: _Seen) -> None:
        """Take in what has been run in another process."""
        for file, items in seen.items():
            self._slipcover.newly_seen[file].update(items)

    def finish(self) -> bool:
        """Sum up; return whether as much has been run as is required."""
        self.coverage = self._slipcover.get_coverage()
        return bool(self.percent >= self.required)

    @property
    def percent(self) -> float:
        """The share of lines and branches that have been run, once summed up."""
        return float(self.coverage["summary"]["percent_covered"])


counter = Counter(read_config(ROOT / "pyproject.toml"))
counter.start()


def pytest_runtest_logfinish() -> None:
    """Make what comes next faster."""
    counter.lighten()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take in what a worker has counted, unless it crashed."""
    counter.add(getattr(node, "workeroutput", {}).get(_SEEN, {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what has been counted or, where all of it is known, sum it up."""
    output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_SEEN] = counter.seen()
    elif not counter.finish() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the files of which something has not been run, and the share of all."""
    if not counter.coverage:
        return
    terminalreporter.section("coverage")
    print_coverage(counter.coverage, outfile=terminalreporter, skip_covered=True)
    verdict = "reached" if counter.percent >= counter.required else "NOT REACHED"
    terminalreporter.line(
        f"Total coverage: {counter.percent:.2f} %; {counter.required:g} % {verdict}"
    )
