"""What Schemathesis can't know from the contract; loaded by it by path."""

import itertools
import json
import os
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.contract.documents import texts

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


@schemathesis.hook
def before_load_schema(
    context: schemathesis.HookContext, raw_schema: dict[str, Any]
) -> None:
    """Make ids that exist the examples of ids, so that they are tried everywhere."""
    existing = json.loads(os.environ.get("COUNTERSIGN_FUZZ_EXAMPLES", "{}"))
    for name, value in existing.items():
        raw_schema["components"]["schemas"][name]["examples"] = [value]


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext,
    case: schemathesis.Case[Any],
    kwargs: dict[str, Any],
) -> None:
    """Mend headers that the fuzzer can't know or can't write."""
    headers: MutableMapping[str, str] = case.headers or {}
    _renew_key(headers)
    if case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
        _quote_tags(headers)


def _renew_key(headers: MutableMapping[str, str]) -> None:
    # The fuzzer repeats values on purpose, and the contract has a repeated key with
    # another body refused (422). tests/faults has what a repeated call does.
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and _KEY.fullmatch(key):
        headers["Idempotency-Key"] = f"{key}-{next(_numbers)}"


def _quote_tags(headers: MutableMapping[str, str]) -> None:
    # The coverage phase of Schemathesis 4.32 never writes a quotation mark in a header
    # and calls 0 a valid entity tag. These are the tags of what was just created, so
    # that updates get past 412.
    for name in ("If-Match", "If-None-Match"):
        if name in headers and (headers[name] == "0" or next(_numbers) % 2):
            headers[name] = '"1", "1.owner"'
