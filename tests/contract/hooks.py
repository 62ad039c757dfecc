"""What Schemathesis can't know from the contract; loaded by it by path."""

import itertools
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.contract.documents import texts  # noqa: E402 - needs the path above

_KEY = re.compile(r"[!-~]{1,180}")
_PUBLISHING = schemathesis.hook.apply_to(  # type: ignore[attr-defined] # undeclared
    operation_id="publish_version"
)
_numbers = itertools.count()


@_PUBLISHING  # type: ignore[untyped-decorator] # by Schemathesis
def before_generate_body(
    context: schemathesis.HookContext, strategy: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Send contracts, besides the arbitrary bytes that the schema allows."""
    # The hook isn't told the media type. JSON is YAML as well; YAML sent as JSON is one
    # more malformed body.
    return st.one_of(texts(), strategy)


@schemathesis.hook  # type: ignore[untyped-decorator] # by Schemathesis
def before_load_schema(
    context: schemathesis.HookContext, raw_schema: dict[str, Any]
) -> None:
    """Make ids that exist the examples of ids, so that they are tried everywhere."""
    existing = json.loads(os.environ.get("COUNTERSIGN_FUZZ_EXAMPLES", "{}"))
    for name, value in existing.items():
        raw_schema["components"]["schemas"][name]["examples"] = [value]


@schemathesis.hook  # type: ignore[untyped-decorator] # by Schemathesis
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]
) -> None:
    """Let no two requests share a valid Idempotency-Key.

    The fuzzer repeats values on purpose, and the contract has a repeated key with
    another body refused (422). Whether a repeated call is safe is tested in
    tests/faults.
    """
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and _KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{key}-{next(_numbers)}"
