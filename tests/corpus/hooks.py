"""What Schemathesis has to prove of a stub; loaded by it by path.

A stub implements nothing: a request that its contract allows is answered 501, any other
is refused. Schemathesis says which is which by how it made the request. That is not
always what it sent, since a text can be read in more ways than one: where it seems to
find a fault, the request is read again as it was on the wire.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.corpus.reading import Contract, Unreadable
from tests.corpus.wire import request_of

_DOCUMENT = Path(os.environ["COUNTERSIGN_STUB_CONTRACT"])
_TALLY = Path(os.environ["COUNTERSIGN_STUB_TALLY"])
_FORGOTTEN: dict[str, list[str]] = json.loads(os.environ["COUNTERSIGN_STUB_FORGOTTEN"])
_contract = Contract(json.loads(_DOCUMENT.read_bytes()))
_counts: Counter[str] = Counter()


@schemathesis.check
def accepts_what_is_allowed(ctx: Any, response: Any, case: Any) -> None:
    """What is refused is not allowed, and what is let through is."""
    status = response.status_code
    if case.meta is None or status == 405:
        return
    valid = case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE
    _counts[f"{'valid' if valid else 'invalid'} {status}"] += 1
    _TALLY.write_text(json.dumps(_counts))
    if valid == (status == 501):
        return
    method, template = case.operation.method.lower(), case.operation.path
    try:
        allowed = _contract.allows(template, method, request_of(response.request))
    except Unreadable:
        allowed = valid
    if allowed != (status == 501):
        kind = "allowed, but refused" if allowed else "not allowed, but let through"
        raise AssertionError(f"{kind} with {status}")


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
        raise AssertionError(f"{route} answers {status}, which is not declared")
