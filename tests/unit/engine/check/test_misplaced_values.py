"""Whatever stands wherever: a document is examined to its end, and no pass stumbles."""

import contextlib
import json
from typing import Any

from hypothesis import example, given, settings

from impl.errors import Invalid
from impl.jobs.publishable_contracts import examine
from tests.support.misplaced import edited, misplaced


@given(misplaced())
@example(edited((("components",), "none")))
@example(edited((("components", "parameters", "P", "in"), {"x": "y"})))
@settings(max_examples=200, deadline=None)
def test_examination_ends_with_a_verdict(content: Any) -> None:
    with contextlib.suppress(Invalid):
        assert examine(json.dumps(content).encode(), "application/json").digest
