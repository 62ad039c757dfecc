"""Test runs from the events that Schemathesis 4 writes with `--report ndjson`.

Each line is an object with one member, which is named after the event: `Initialize`
comes first, `ScenarioFinished` has what was sent and what the checks made of it, and
`EngineFinished` comes last.
"""

from __future__ import annotations

import base64
import binascii
import json
import shlex
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from impl.engine.run_reports.report import (
    CaseOutcome,
    CaseTally,
    MalformedReport,
    RunFailure,
    RunReport,
    cleaned,
    instant,
)

_KEPT: Final = 200
_WHOLE: Final = "the run as a whole"
_SEQUENCES: Final = "sequences of calls"
# Phases that test nothing.
_PREPARING: Final = frozenset({"probing", "schema_analysis", "auth_bootstrap"})
_OUTCOMES: Final[dict[str, CaseOutcome]] = {
    "success": "passed",
    "failure": "failed",
    "error": "errored",
    "interrupted": "errored",
    "skip": "skipped",
}


def read_ndjson(content: bytes) -> RunReport:
    """Return what a report says.

    Raises:
        MalformedReport: it is no report of Schemathesis.
    """
    reader = _Reader()
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        name, told = _event(line, number)
        if number == 1 and name != "Initialize":
            raise MalformedReport("It does not begin with the event Initialize.")
        reader.hear(name, told)
    if not reader.is_begun:
        raise MalformedReport("There is no event in it.")
    return reader.report()


def _event(line: bytes, number: int) -> tuple[str, dict[str, Any]]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        raise MalformedReport(f"Line {number} is no JSON.") from None
    if isinstance(read, dict) and len(read) == 1:
        [(name, told)] = read.items()
        if isinstance(told, dict):
            return name, told
    raise MalformedReport(f"Line {number} is no event: an object with one member.")


class _Reader:
    """Hears events; keeps cases, and the first failures."""

    def __init__(self) -> None:
        self.is_begun = False
        self._tally = CaseTally()
        self._failures: dict[tuple[str, str, str], RunFailure] = {}
        self._started: datetime | None = None
        self._finished: datetime | None = None

    def hear(self, name: str, told: dict[str, Any]) -> None:
        """Take an event; those that say nothing of a case are passed over."""
        self.is_begun = True
        when = instant(told.get("timestamp"))
        if when is not None:
            self._started = self._started or when
        if name in {"ScenarioFinished", "FuzzScenarioFinished"}:
            self._scenario(told)
        elif name == "NonFatalError":
            self._error(_text(told.get("label")) or _WHOLE, told.get("value"))
        elif name == "FatalError":
            self._error(_WHOLE, told.get("exception"))
        elif name == "Interrupted":
            self._error(_WHOLE, {"message": "It was interrupted."})
        elif name == "EngineFinished":
            self._finished = when
            reason = _text(told.get("stop_reason")) or "completed"
            if reason not in {"completed", "failure_limit"}:
                self._error(_WHOLE, {"message": f"It stopped early: {reason}."})

    def report(self) -> RunReport:
        """Return what was heard."""
        if self._finished is None:
            message = "The report ends before the run did."
            self._error(_WHOLE, {"message": message})
        return RunReport(
            tool="schemathesis",
            started_at=self._started,
            finished_at=self._finished,
            counts=self._tally.counts(),
            failures=cleaned(self._failures.values()),
        )

    def _scenario(self, told: dict[str, Any]) -> None:
        recorder = _members(told.get("recorder"))
        phase = _text(told.get("phase"))
        outcome = _OUTCOMES.get(_text(told.get("status")))
        if phase in _PREPARING or outcome is None:
            return
        is_sequence = phase == "stateful" or "phase" not in told
        label = _SEQUENCES if is_sequence else _text(recorder.get("label")) or _WHOLE
        self._tally.see(label, outcome)
        requests = _members(recorder.get("interactions"))
        for case_id, checks in _members(recorder.get("checks")).items():
            for failure in _failed(checks):
                self._note(label, case_id, failure, requests)

    def _note(
        self,
        label: str,
        case_id: str,
        failure: dict[str, Any],
        requests: dict[str, Any],
    ) -> None:
        operation = _text(failure.get("operation")) or label
        title, message = _text(failure.get("title")), _text(failure.get("message"))
        key = operation, title, message
        if key in self._failures or len(self._failures) >= _KEPT:
            return
        shown = requests.get(_text(failure.get("case_id"))) or requests.get(case_id)
        request = _members(_members(shown).get("request"))
        self._failures[key] = RunFailure(
            operation=operation,
            title=title or _text(failure.get("type")),
            message=message,
            curl=_curl(request) if request else None,
        )

    def _error(self, label: str, error: object) -> None:
        told = _members(error)
        self._tally.see(label, "errored")
        title, message = _text(told.get("type")), _text(told.get("message"))
        key = label, title, message
        if key not in self._failures and len(self._failures) < _KEPT:
            self._failures[key] = RunFailure(
                operation=None if label == _WHOLE else label,
                title=title or "It came to no end.",
                message=message,
                curl=None,
            )


def _failed(checks: object) -> Iterator[dict[str, Any]]:
    for check in checks if isinstance(checks, list) else ():
        told = _members(check)
        if told.get("status") == "failure":
            yield _members(_members(told.get("failure_info")).get("failure"))


def _curl(request: dict[str, Any]) -> str:
    """Return a command that sends a request again."""
    words = ["curl", "-X", _text(request.get("method")) or "GET"]
    for name, values in _members(request.get("headers")).items():
        for value in values if isinstance(values, list) else [values]:
            words += ["-H", f"{name}: {_text(value)}"]
    content = _content(request.get("body"))
    if content is not None:
        words += ["--data-binary", content]
    return shlex.join([*words, _text(request.get("uri"))])


def _content(body: object) -> str | None:
    encoded = _members(body).get("$base64")
    if not isinstance(encoded, str):
        return None
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return "(a body that is no text)"


def _members(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
