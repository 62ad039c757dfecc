"""Of public contracts' collections, nearly all remember what is done to them.

COUNTERSIGN_MOCK_CONTRACTS names those that are played with, or is `all`.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from impl.engine.files.document_sets import load_all
from impl.engine.repair.contract import repair
from tests.support.corpus import CONTRACTS, Contract, contracts
from tests.unit.mocking.remembering import Client, Remembered

_PLAYED = os.environ.get("COUNTERSIGN_MOCK_CONTRACTS", "petstore3,museum,resend")
# Where a client cannot follow: the answer to POST tells no key (it has no body, an
# error's, a list's, or several keys), the key is called otherwise than the parameter,
# or the POST makes nothing that is read.
KNOWN: dict[str, frozenset[str]] = {
    "digitalocean": frozenset(
        {
            "/v2/monitoring/sinks",
            "/v2/reserved_ipv6",
            "/v2/gen-ai/evaluation_runs",
            "/v2/gen-ai/model_evaluation_runs",
            "/v2/gen-ai/models/api_keys",
        }
    ),
    "github-2021": frozenset(
        {"/repos/{}/{}/git/trees", "/repos/{}/{}/issues/{}/labels"}
    ),
    "ory-kratos": frozenset({"/admin/sessions"}),
}


def document(contract: Contract) -> Any:
    folder = CONTRACTS / contract.name
    name = contract.file.relative_to(folder).as_posix()
    return repair(load_all(name, lambda each: (folder / each).read_bytes())).content


def played(contract: Contract) -> tuple[list[Remembered], list[str]]:
    client = Client(document(contract))
    found = [client.play(*each) for each in client.collections()]
    return [each for each in found if each is not None], client.invalid


def chosen() -> list[Any]:
    there = [
        each
        for each in contracts()
        if _PLAYED == "all" or each.name in _PLAYED.split(",")
    ]
    absent = pytest.param(None, marks=pytest.mark.skip(f"no contracts at {CONTRACTS}"))
    return there or [absent]


@pytest.mark.parametrize(
    "contract", chosen(), ids=lambda each: each.name if each else "absent"
)
def test_collections_remember(contract: Contract) -> None:
    found, invalid = played(contract)
    assert invalid == []
    failed = {each.collection: each.why for each in found if not each.is_whole}
    assert failed.keys() == KNOWN.get(contract.name, frozenset()), failed
