"""What Schemathesis can't know from the contract; loaded by it by path."""

import sys
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.contract.documents import texts

_PUBLISHING = schemathesis.hook.apply_to(  # type: ignore[attr-defined] # undeclared
    operation_id="publish_version"
)


@_PUBLISHING  # type: ignore[untyped-decorator] # by Schemathesis
def before_generate_body(
    context: schemathesis.HookContext, strategy: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Send contracts, besides the arbitrary bytes that the schema allows."""
    # The hook isn't told the media type. JSON is YAML as well; YAML sent as JSON is one
    # more malformed body.
    return st.one_of(texts(), strategy)
