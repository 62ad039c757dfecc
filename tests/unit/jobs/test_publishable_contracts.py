"""What may be published, besides being valid."""

import pytest

from impl.errors import Invalid
from impl.jobs import publishable_contracts

SMALL = b"openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {/a: {get: {}}}\n"


def test_more_operations_than_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishable_contracts, "_MOST_OPERATIONS", 0)
    with pytest.raises(Invalid) as refusal:
        publishable_contracts.examine(SMALL, "application/yaml")
    [flaw] = refusal.value.flaws
    assert flaw.pointer == "/paths"


def test_as_many_operations_as_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishable_contracts, "_MOST_OPERATIONS", 1)
    assert publishable_contracts.examine(SMALL, "application/yaml").operations == 1
