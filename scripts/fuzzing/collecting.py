"""Collects what Schemathesis finds, while it runs; loaded into it by hooks.

For each cause the smallest request is kept, so that a long run needs no more memory
than a short one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import requests
from schemathesis.cli.ext.handlers import handler
from schemathesis.core.failures import Failure
from schemathesis.engine import events
from schemathesis.engine.recorder import Interaction, ScenarioRecorder

from scripts.fuzzing.causes import Told, told
from scripts.fuzzing.findings import FuzzFinding, Reproduction, grouped
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.shell import curl
from scripts.fuzzing.titles import HUNG_UP, SILENCE

# There are contracts without: their operations are called one by one.
_NO_LINKS = "Missing Open API links"


def _nothing(*_: object) -> bool:
    """Leave nothing open."""
    return False


class Collector:
    """Turns failures into findings.

    Args:
        file: gets them, and what went wrong, as JSON.
        secrets: what is in no command.
        exact: the name of the check that says without values what is wrong.
        credentials: the header fields that callers show who they are with.
        secured: the operations that ask for credentials.
        is_open: says of a failure of a case, and the request that was sent, whether a
            service may judge otherwise.
    """

    def __init__(
        self,
        file: Path,
        secrets: Secrets,
        exact: str = "",
        credentials: Collection[str] = (),
        secured: Collection[str] = (),
        is_open: Callable[[Failure, Any, Any], bool] = _nothing,
    ) -> None:
        self._file = file
        self._credentials = credentials
        self._secured = secured
        self._is_open = is_open
        self._secrets = secrets
        self._exact = exact
        self._found: list[FuzzFinding] = []
        self._errors: Counter[str] = Counter()
        self._untried: Counter[str] = Counter()

    def install(self) -> None:
        """Have Schemathesis tell of everything that happens."""
        collector = self

        class Handler:
            def __init__(self, *_: Any, **__: Any) -> None: ...

            def start(self, _: Any) -> None: ...

            def handle_event(self, _: Any, event: Any) -> None:
                collector.hear(event)

            def shutdown(self, _: Any) -> None:
                collector.close()

        handler()(Handler)

    def hear(self, event: Any) -> None:
        """Take in what an event says of failures."""
        if isinstance(event, events.ScenarioFinished):
            self._found = grouped([*self._found, *self._findings(event.recorder)])
        elif isinstance(event, events.NonFatalError):
            self._hear_error(event)
        elif isinstance(event, events.FatalError):
            self._errors[f"Schemathesis gave up: {event.exception}"] += 1

    def close(self) -> None:
        """Write the file."""
        content = {
            "findings": [asdict(finding) for finding in self._found],
            "errors": list(self._errors),
            "untried": list(self._untried),
        }
        self._file.write_text(self._secrets.masked(json.dumps(content)))

    def _findings(self, recorder: ScenarioRecorder) -> Iterator[FuzzFinding]:
        for case_id, checks in recorder.checks.items():
            failed = [
                (check.name, check.failure_info.failure)
                for check in checks
                if check.failure_info is not None
            ]
            case = recorder.cases[case_id].value
            sent = recorder.interactions.get(case_id)
            failed = [
                (name, failure)
                for name, failure in failed
                if sent is None or not self._is_open(failure, case, sent.request)
            ]
            known = self._credentials, self._secured
            for cause, failure in told(failed, self._exact, *known):
                yield self._finding(recorder, case_id, cause, failure)

    def _finding(
        self, recorder: ScenarioRecorder, case_id: str, cause: Told, failure: Failure
    ) -> FuzzFinding:
        sent = failure.case_id or case_id
        shown = recorder.interactions.get(sent) or recorder.interactions[case_id]
        chain = [
            case.id
            for case in recorder.iter_chain_cases(
                case_id=sent, related_case_ids=failure.related_case_ids()
            )
            if case.id != sent and case.id in recorder.interactions
        ]
        before = tuple(self._command(recorder.interactions[one]) for one in chain)
        label = recorder.cases[case_id].value.operation.label
        return FuzzFinding(
            operation=failure.operation or label,
            check=cause.check,
            title=cause.title,
            kind=cause.kind,
            message=self._secrets.masked(cause.message),
            request=Reproduction(self._command(shown), before),
        )

    def _command(self, interaction: Interaction) -> str:
        sent = interaction.request
        headers = [(name, values[0]) for name, values in sent.headers.items()]
        return curl(sent.method, sent.uri, _texts(headers), sent.body, self._secrets)

    def _hear_error(self, event: events.NonFatalError) -> None:
        error = event.value
        request = getattr(error, "request", None)
        if isinstance(error, requests.RequestException) and request is not None:
            prepared = request if hasattr(request, "prepare_url") else request.prepare()
            self._found = grouped([*self._found, self._lost(event, prepared)])
        elif event.related_to_operation:
            why = " ".join(f"{event.info.title}: {event.info.message}".split())
            self._untried[f"{event.label}, {why}"] += 1
        elif event.info.title != _NO_LINKS:
            # Behind the first line stand requests.
            first = event.info.message.partition("\n")[0].partition(". ")[0]
            self._errors[f"{event.info.title}: {first}"] += 1

    def _lost(self, event: events.NonFatalError, sent: Any) -> FuzzFinding:
        is_silent = isinstance(event.value, requests.Timeout)
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body
        headers = list(sent.headers.items())
        return FuzzFinding(
            operation=event.label,
            check="no_answer",
            title=SILENCE if is_silent else HUNG_UP,
            kind="",
            message="",
            request=Reproduction(
                curl(sent.method, sent.url, _texts(headers), body, self._secrets)
            ),
        )


def _texts(headers: list[tuple[Any, Any]]) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        yield _text(name), _text(value)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
