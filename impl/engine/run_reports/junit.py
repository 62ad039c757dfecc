"""Test runs from JUnit XML, as build servers and most test tools write it.

There is no standard of it; these are the elements that all of them write. Entities are
not read at all, so that nothing of a document is longer than the document.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from xml.parsers import expat

from impl.engine.run_reports.report import (
    CaseOutcome,
    CaseTally,
    MalformedReport,
    RunFailure,
    RunReport,
    cleaned,
)

_DEEPEST: Final = 20
_LONGEST: Final = 20_000
_KEPT: Final = 200
_ROOTS: Final = frozenset({"testsuites", "testsuite"})
_OUTCOMES: Final[dict[str, CaseOutcome]] = {
    "failure": "failed",
    "error": "errored",
    "skipped": "skipped",
}


def read_junit(content: bytes) -> RunReport:
    """Return what a report says.

    Raises:
        MalformedReport: it is no XML or no JUnit report, has a document type, or has
            more in it than anybody writes.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise MalformedReport(f"It is no XML: {error}.") from None
    return reader.report()


def _refuse(*_: object) -> None:
    raise MalformedReport("A document type is not read.")


class _Reader:
    """Sees elements begin and end; keeps cases, and the first failures."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._tally = CaseTally()
        self._failures: list[RunFailure] = []
        self._case: dict[str, str] = {}
        self._is_told = False
        self._told: dict[str, str] = {}
        self._text: list[str] = []
        self._size = 0
        self._begun: list[datetime] = []
        self._over: list[datetime] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = name.rpartition(":")[2]
        if not self._path and name not in _ROOTS:
            raise MalformedReport(f"It is no JUnit report: it begins with <{name}>.")
        if len(self._path) >= _DEEPEST:
            raise MalformedReport("It is nested too deeply.")
        if name == "testcase" and "testcase" in self._path:
            raise MalformedReport("A test case is within another one.")
        if name in _ROOTS:
            self._see_times(attributes)
        elif name == "testcase":
            self._case, self._is_told = attributes, False
        elif self._path[-1] == "testcase" and name in _OUTCOMES:
            self._told, self._text, self._size = attributes, [], 0
        self._path.append(name)

    def text(self, data: str) -> None:
        """Take some text."""
        if self._path[-1] in _OUTCOMES and self._size < _LONGEST:
            self._text.append(data[: _LONGEST - self._size])
            self._size += len(data)

    def end(self, _: str) -> None:
        """Take the end of the last element that began."""
        name = self._path.pop()
        if name == "testcase":
            if not self._is_told:
                self._tally.see(self._name(), "passed")
        elif self._path and self._path[-1] == "testcase" and name in _OUTCOMES:
            self._is_told = True
            outcome = _OUTCOMES[name]
            self._tally.see(self._name(), outcome)
            if outcome != "skipped" and len(self._failures) < _KEPT:
                self._failures.append(self._failure())

    def report(self) -> RunReport:
        """Return what was read."""
        return RunReport(
            tool="junit",
            started_at=min(self._begun, default=None),
            finished_at=max(self._over, default=None),
            counts=self._tally.counts(),
            failures=cleaned(self._failures),
        )

    def _name(self) -> str:
        name, group = self._case.get("name", ""), self._case.get("classname", "")
        # Of operations the name says everything.
        return name if " /" in name or not group else f"{group}.{name}"

    def _failure(self) -> RunFailure:
        text = "".join(self._text)
        said = self._told.get("message", "").strip()
        title = said.partition("\n")[0] or self._told.get("type", "")
        before, command = _split(text)
        return RunFailure(
            operation=self._name(),
            title=title,
            message=before or said,
            curl=command,
        )

    def _see_times(self, attributes: dict[str, str]) -> None:
        try:
            begun = datetime.fromisoformat(attributes.get("timestamp", ""))
            begun = begun if begun.tzinfo else begun.replace(tzinfo=UTC)
            begun = begun.astimezone(UTC)
            lasted = float(attributes.get("time", "0"))
            over = begun + timedelta(seconds=lasted)
        except (ValueError, OverflowError):
            return
        self._begun.append(begun)
        self._over.append(over)


def _split(text: str) -> tuple[str, str | None]:
    """Return what is said, and the commands that begin with curl after it."""
    lines = text.splitlines()
    first = next(
        (n for n, line in enumerate(lines) if line.lstrip().startswith("curl ")), None
    )
    if first is None:
        return text.strip(), None
    last = first
    for number in range(first, len(lines)):
        is_command = lines[number].lstrip().startswith("curl ")
        if not is_command and not lines[number - 1].endswith("\\"):
            break
        last = number
    said = "\n".join(lines[:first]).strip()
    commands = "\n".join(line.strip() for line in lines[first : last + 1])
    return said, commands
