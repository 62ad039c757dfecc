"""The contract of a mock, as the runtime asks for it: from a plan, without files."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from generated.runtime.contract.contract import Contract
from impl.mocks.plan import MockPlan


class PlannedContract(Contract):
    """A contract whose parts a plan holds."""

    def __init__(self, plan: MockPlan) -> None:
        self._plan = plan
        super().__init__(
            Path(),
            document=plan.name,
            media_type=plan.media_type,
            digest=plan.digest,
        )

    @cached_property
    def document(self) -> bytes:
        """The contract, byte for byte."""
        return self._plan.document

    @cached_property
    def document_json(self) -> bytes:
        """The contract as JSON, with its slips mended."""
        if self.name.endswith(".json"):
            return self.document
        return json.dumps(self._plan.content, ensure_ascii=False).encode()

    @cached_property
    def _lines(self) -> dict[str, int]:
        return dict(self._plan.lines)

    def schemas(self) -> dict[str, Any]:
        """Return the schemas by name."""
        return dict(self._plan.schemas)
