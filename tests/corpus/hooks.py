"""What Schemathesis has to prove of a stub; loaded by it by path.

A stub implements nothing: a request that its contract allows is answered 501, any other
is refused. Every request is read again as it was on the wire, and judged by that:
Schemathesis says which is which by how it made the request, which is not always what
it sent, since a text can be read in more ways than one. Its word counts for what the
judge cannot read.

Of the requests that Schemathesis always makes, those of a large body are thousands that
differ in one member. COUNTERSIGN_STUB_CASES says how many of each operation, valid and
invalid apart, are sent before they are thinned out, the further the fewer; or `all`.
"""

import atexit
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import schemathesis

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.corpus.reading import Contract, Unreadable
from tests.corpus.wire import request_of

_DOCUMENT = Path(os.environ["COUNTERSIGN_STUB_CONTRACT"])
_REPORT = Path(os.environ["COUNTERSIGN_STUB_REPORT"])
_FORGOTTEN: dict[str, list[str]] = json.loads(os.environ["COUNTERSIGN_STUB_FORGOTTEN"])
_CASES = os.environ.get("COUNTERSIGN_STUB_CASES", "40")
_MOST_SHOWN = 2000
_contract = Contract(json.loads(_DOCUMENT.read_bytes()))
_answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
_alarms: list[dict[str, Any]] = []
_made: Counter[tuple[str, schemathesis.GenerationMode]] = Counter()


@atexit.register
def _report() -> None:
    _REPORT.write_text(json.dumps({"answers": _answers, "alarms": _alarms}, indent=1))


def _alarm(complaint: str, route: str, case: Any, response: Any) -> None:
    request = request_of(response.request)
    _alarms.append(
        {
            "complaint": complaint,
            "operation": route,
            "made": _how_made(case),
            "method": case.method,
            "target": f"{request.path}?{request.query}"[:_MOST_SHOWN],
            "headers": request.headers,
            "body": request.body[:_MOST_SHOWN].decode("latin-1"),
            "answer": response.text[:_MOST_SHOWN],
        }
    )
    raise AssertionError(f"{route}: {complaint}")


def _how_made(case: Any) -> str:
    places = {
        place.value: info.mode.value for place, info in case.meta.components.items()
    }
    data = case.meta.phase.data
    said = [f"{key}={getattr(data, key, None)}" for key in ("scenario", "description")]
    return f"{case.meta.phase.name.value} {places} {' '.join(said)}"


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    """Is it one of the requests that are sent?"""
    if _CASES == "all" or case.meta.phase.name.value != "coverage":
        return True
    kind = (case.operation.label, case.meta.generation.mode)
    number = _made[kind]
    _made[kind] += 1
    return number % (number // int(_CASES) + 1) == 0


@schemathesis.check
def accepts_what_is_allowed(ctx: Any, response: Any, case: Any) -> None:
    """What is refused is not allowed, and what is let through is."""
    status = response.status_code
    # What Accept leaves of the answer is no matter of what may be sent.
    accept = response.request.headers["Accept"]
    if case.meta is None or status == 405 or (status == 406 and accept != "*/*"):
        return
    valid = case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE
    method, template = case.operation.method.lower(), case.operation.path
    route = f"{method.upper()} {template}"
    counts = _answers[route]
    counts[f"{'valid' if valid else 'invalid'} {status}"] += 1
    for place, info in case.meta.components.items():
        counts[f"{info.mode.value} {place.value}"] += 1
    if case.media_type:
        counts[f"{case.media_type} {status}"] += 1
    try:
        allowed = _contract.allows(template, method, request_of(response.request))
    except Unreadable:
        counts["unreadable"] += 1
        allowed = valid
    counts["allowed" if allowed else "not allowed"] += 1
    if status >= 500 and status != 501:
        _alarm(f"fails with {status}", route, case, response)
    if allowed != (status == 501):
        kind = "allowed, but refused" if allowed else "not allowed, but let through"
        _alarm(f"{kind} with {status}", route, case, response)


@schemathesis.check
def answers_what_is_declared(ctx: Any, response: Any, case: Any) -> None:
    """An answer is declared, or the compiler has said that it was forgotten."""
    status = str(response.status_code)
    operation = case.operation
    declared = {str(each).upper() for each in operation.definition.raw["responses"]}
    named = {status, f"{status[0]}XX", "DEFAULT"}
    route = f"{operation.method.upper()} {operation.path}"
    if case.method.upper() != operation.method.upper() or status in {"405", "501"}:
        return
    if not named & declared and status not in _FORGOTTEN.get(route, []):
        _alarm(f"answers {status}, which is not declared", route, case, response)
