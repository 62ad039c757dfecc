"""What Schemathesis is told for anybody's service; loaded by it by path."""

import atexit
import json
import math
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.fuzzing import aliases, patience
from scripts.fuzzing.answers import DeclaredAnswers
from scripts.fuzzing.collecting import Collector
from scripts.fuzzing.contract import compiled
from scripts.fuzzing.given_headers import FRAMING, GivenHeader, Secrets
from scripts.fuzzing.leeway import Leeway, is_empty_element
from scripts.fuzzing.sending import RawAnswer
from scripts.fuzzing.tally import RequestTally
from scripts.fuzzing.valid_requests import ValidRequests

_FOLDER = Path(os.environ["COUNTERSIGN_FUZZ_FOLDER"])
_secrets = Secrets(
    GivenHeader(*each) for each in json.loads(os.environ["COUNTERSIGN_FUZZ_HEADERS"])
)
_contract = compiled(Path(os.environ["COUNTERSIGN_FUZZ_CONTRACT"]))
_declared = DeclaredAnswers(_contract)
_tally = RequestTally(
    _FOLDER / "tally.json",
    progress=True,
    by_operation=False,
    # A log is for reading afterwards: a line for a phase will do.
    patience=10.0 if os.environ["COUNTERSIGN_FUZZ_WATCHED"] == "1" else math.inf,
)
_valid = ValidRequests()
_leeway = Leeway(_contract)


def _is_open(failure: Failure, case: schemathesis.Case[Any], request: Any) -> bool:
    """May a service judge a request otherwise than Schemathesis does?"""
    label = case.operation.label
    is_refused = isinstance(failure, RejectedPositiveData)
    if not is_refused and not isinstance(failure, AcceptedNegativeData):
        return False
    headers = {name: values[0] for name, values in request.headers.items()}
    body = request.body or b""
    is_taken = _leeway.takes_form(label, headers, body)
    if not is_refused:
        places = case.meta.components if case.meta else {}
        broken = {p.value for p, info in places.items() if info.mode.is_negative}
        is_unsaid = is_taken is True or is_empty_element(
            failure.message, case.media_type, body
        )
        return is_unsaid and broken <= {"body"}
    is_linked = case.meta is not None and case.meta.phase.name.value == "stateful"
    return (
        is_taken is False
        or _leeway.forbids_header(label, headers)
        or _leeway.is_key_reused(label, headers, body)
        or _leeway.forbids_body(label, case.media_type, case.body)
        or (is_linked and _leeway.forbids_path(label, case.path_parameters or {}))
        or (is_linked and _leeway.forbids_query(label, urlsplit(request.uri).query))
    )


atexit.register(_tally.close)
atexit.register(lambda: _valid.write(_FOLDER / "valid-requests.json"))
patience.install(int(os.environ["COUNTERSIGN_FUZZ_SEQUENCES"]))
Collector(
    _FOLDER / "findings.json",
    _secrets,
    exact="exact_answer",
    credentials={each.name for each in _contract.all_credentials},
    secured={
        label
        for label, one in _contract.operations.items()
        if all(one.security or [()])
    },
    is_open=_is_open,
).install()


@schemathesis.hook
def before_load_schema(
    context: schemathesis.HookContext,  # noqa: ARG001 - it is passed
    raw_schema: dict[str, Any],
) -> None:
    """Let no link get to another operation, and nothing be sent that is ignored."""
    aliases.separate(raw_schema)
    aliases.drop_ignored(raw_schema)


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext,  # noqa: ARG001 - it is passed
    case: schemathesis.Case[Any],
    kwargs: dict[str, Any],  # noqa: ARG001 - likewise
) -> None:
    """Send no header field that was made up and ends the message somewhere else.

    Whoever gets that answers before there is an operation; raw requests try it.
    """
    for name in [each for each in case.headers or () if each.lower() in FRAMING]:
        del case.headers[name]


@schemathesis.hook
def after_call(
    context: schemathesis.HookContext,  # noqa: ARG001 - it is passed
    case: schemathesis.Case[Any],
    response: schemathesis.Response,
) -> None:
    """Count the answer; keep a request that was taken."""
    phase = case.meta.phase.name.value if case.meta else "other"
    mode = str(case.meta.generation.mode.value) if case.meta else "other"
    label = case.operation.label
    _tally.add(phase, label, mode, response.status_code)
    sent = response.request.body or b""
    data = sent.encode() if isinstance(sent, str) else sent
    if isinstance(data, bytes):
        fields = {n: str(value) for n, value in response.request.headers.items()}
        _leeway.note_key(label, fields, data)
    is_own = response.request.method == case.operation.method.upper()
    if mode == GenerationMode.POSITIVE.value and is_own:
        _valid.note(label, response.request, response.status_code)


@schemathesis.check
def exact_answer(
    context: schemathesis.CheckContext,  # noqa: ARG001 - it is passed
    response: schemathesis.Response,
    case: schemathesis.Case[Any],
) -> None:
    """Hold an answer against the contract with the compiler's own validators."""
    # The coverage phase sends methods, too, that there is no operation for.
    if response.request.method != case.operation.method.upper():
        return
    headers = [
        (name.lower(), value)
        for name, values in response.headers.items()
        for value in values
    ]
    answer = RawAnswer(response.status_code, headers, response.content)
    if faults := list(_declared.faults(case.operation.label, answer)):
        listed = "; ".join(faults)
        raise AssertionError(f"Answer is not what the contract declares\n{listed}")
