"""Public contracts of other people, which stand beside the repository."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
CONTRACTS = SHARED / "contracts"
_INDEX = SHARED / "bench" / "corpus.json"


@dataclass(frozen=True)
class Contract:
    """A public contract and its size."""

    name: str
    file: Path
    operations: int

    @property
    def media_type(self) -> str:
        """Its media type, by the name of its file."""
        json = self.file.suffix == ".json"
        return "application/json" if json else "application/yaml"


def contracts() -> list[Contract]:
    """Return the contracts that are there, the small ones first."""
    if not _INDEX.exists() or not CONTRACTS.exists():
        return []
    entries = json.loads(_INDEX.read_bytes())["contracts"]
    found = [
        Contract(
            entry["id"],
            CONTRACTS / entry["id"] / entry["path"],
            entry["ops"],
        )
        for entry in entries
        if (CONTRACTS / entry["id"]).exists()
    ]
    return sorted(found, key=lambda each: each.operations)


def _each(found: list[Contract]) -> pytest.MarkDecorator:
    absent = pytest.param(None, marks=pytest.mark.skip(f"no contracts at {CONTRACTS}"))
    return pytest.mark.parametrize(
        "contract",
        found or [absent],
        ids=lambda contract: contract.name if contract else "absent",
    )


each_contract = _each(contracts())
# Of files that share what is compiled: from both ends, none waits for another.
each_contract_large_first = _each(contracts()[::-1])
