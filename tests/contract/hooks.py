"""What Schemathesis can't know from the contract; loaded by it by path."""

import atexit
import itertools
import json
import os
import re
import secrets
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.fuzzing import aliases, patience
from scripts.fuzzing.collecting import Collector
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.tally import RequestTally
from tests.contract import sharing
from tests.contract.aim import Aim, mend_filler
from tests.contract.documents import texts
from tests.contract.exchanges import Answer
from tests.contract.guessed import PASSWORDS, refused_password
from tests.contract.watch import Watch

_KEY = re.compile(r"[!-~]{1,180}")
# Runs against one service must not repeat each other's keys either.
_RUN = secrets.token_hex(4)
_PUBLISHING = schemathesis.hook.apply_to(  # type: ignore[attr-defined] # undeclared
    operation_id=["publish_version", "compare_document"]
)
_numbers = itertools.count()
_administrator = os.environ.get("COUNTERSIGN_FUZZ_ADMINISTRATOR", "")
_watch = Watch.by(
    os.environ["COUNTERSIGN_FUZZ_BYSTANDER"],
    os.environ["COUNTERSIGN_FUZZ_URL"],
    _administrator,
)
_aim = Aim(
    os.environ["COUNTERSIGN_FUZZ_URL"],
    _watch.overhear,
    os.environ.get("COUNTERSIGN_FUZZ_MAIL", ""),
    _administrator,
    os.environ.get("COUNTERSIGN_FUZZ_DATABASE", ""),
)
_tally = RequestTally(
    Path(os.environ["COUNTERSIGN_FUZZ_TALLY"]),
    progress=os.environ.get("COUNTERSIGN_FUZZ_PROGRESS") == "1",
)
atexit.register(lambda: _tally.close(_watch.judged, _watch.turned_away))
patience.install(int(os.environ["COUNTERSIGN_FUZZ_SEQUENCES"]))
sharing.install(_watch.is_for_everyone)
Collector(Path(os.environ["COUNTERSIGN_FUZZ_FINDINGS"]), Secrets(())).install()


@_PUBLISHING  # type: ignore[untyped-decorator] # by Schemathesis
def before_generate_body(
    context: schemathesis.HookContext, strategy: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Send contracts, besides the arbitrary bytes that the schema allows."""
    # The hook isn't told the media type. JSON is YAML as well; YAML sent as JSON is one
    # more malformed body.
    return st.one_of(texts(), strategy)


@schemathesis.serializer("application/x-ndjson")
def _as_lines(context: Any, value: Any) -> bytes:
    """Send whatever there is as it is: no schema says what a line is."""
    is_bytes = isinstance(value, bytes)
    return value if is_bytes else json.dumps(value, default=str).encode()


@schemathesis.deserializer("application/jsonl")
def _lines_of(_context: object, response: schemathesis.Response) -> list[Any]:
    """Read what a schema describes as an array."""
    return [json.loads(line) for line in response.text.split("\n")[:-1]]


@schemathesis.hook
def before_load_schema(
    context: schemathesis.HookContext, raw_schema: dict[str, Any]
) -> None:
    """Make ids that exist the examples of ids, so that they are tried everywhere."""
    aliases.separate(raw_schema)
    existing = json.loads(os.environ.get("COUNTERSIGN_FUZZ_EXAMPLES", "{}"))
    for name, value in existing.items():
        raw_schema["components"]["schemas"][name]["examples"] = [value]


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext,
    case: schemathesis.Case[Any],
    kwargs: dict[str, Any],
) -> None:
    """Make keys new; give valid requests a chance to succeed."""
    _renew_key(case.headers or {})
    if _mode(case) == GenerationMode.POSITIVE.value:
        _aim.take(case)
    else:
        mend_filler(case)
    _watch.before(case)


@schemathesis.hook
def after_call(
    context: schemathesis.HookContext,
    case: schemathesis.Case[Any],
    response: schemathesis.Response,
) -> None:
    """Count the answer and learn from it."""
    phase = case.meta.phase.name.value if case.meta else "other"
    name = str(case.operation.definition.raw.get("operationId"))
    _tally.add(phase, name, _mode(case), response.status_code)
    _aim.learn(case, response.status_code, response.json)
    headers = {name: ", ".join(values) for name, values in response.headers.items()}
    _watch.after(case, Answer(response.status_code, headers, response.content))
    is_valid = _mode(case) == GenerationMode.POSITIVE.value
    if response.status_code == 401 and is_valid and not _aim.is_by_stand_in(case):
        patience.forget_token(case)


@schemathesis.check
def access(
    context: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case[Any],
) -> None:
    """Refuse nobody what they may do, allow nobody what they may not."""
    if failure := _watch.fault(case):
        raise failure


@schemathesis.check
def passwords(
    context: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case[Any],
) -> None:
    """Refuse no valid account but for a password that is guessed soon."""
    name = case.operation.definition.raw.get("operationId")
    is_valid = _mode(case) == GenerationMode.POSITIVE.value
    if name in PASSWORDS and is_valid and response.status_code == 422:
        refused = refused_password(case.body, PASSWORDS[name], response.json())
        assert refused, "A valid account was refused for something else"


def _mode(case: schemathesis.Case[Any]) -> str:
    return str(case.meta.generation.mode.value) if case.meta else "other"


def _renew_key(headers: MutableMapping[str, str]) -> None:
    # The fuzzer repeats values on purpose, and the contract has a repeated key with
    # another body refused (422). tests/faults has what a repeated call does.
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and _KEY.fullmatch(key):
        headers["Idempotency-Key"] = f"{key}-{_RUN}-{next(_numbers)}"
