"""Samples of the schemas of public contracts are valid to a second validator.

COUNTERSIGN_SAMPLES says how many schemas of each of the smaller contracts are looked
at, or `all`, which are all schemas of all contracts.
"""

import os
from random import Random

import pytest

from impl.engine.openapi.index import ObjectIndex
from impl.engine.sampling.drawing import Style
from impl.engine.sampling.hiding import Direction
from impl.engine.sampling.sampler import NoInstance, Sampler
from scripts.codegen.load.source import load_source
from tests.support.corpus import Contract, each_contract
from tests.support.independent import IndependentValidator

_MANY = os.environ.get("COUNTERSIGN_SAMPLES", "8")
_SMALL = 60
_STYLES: tuple[Style, ...] = ("realistic", "realistic", "minimal", "boundary")
_REQUESTING = ("/requestBody/", "/requestBodies/", "/parameters/")
# What the prover gave up; all other reasons are proofs that there is none.
_GAVE_UP = "was found"


def _direction(pointer: str) -> Direction:
    is_request = any(word in pointer for word in _REQUESTING)
    return "request" if is_request else "response"


@each_contract
def test_every_sample_is_valid(contract: Contract) -> None:
    if _MANY != "all" and contract.operations > _SMALL:
        pytest.skip("COUNTERSIGN_SAMPLES=all looks at large contracts, too")
    content = load_source(contract.file).content
    pointers = [node.pointer for node in ObjectIndex(content).schema_roots]
    if _MANY != "all":
        pointers = Random(contract.name).sample(pointers, int(_MANY))
    sampler = Sampler(content)
    judges: dict[Direction, IndependentValidator] = {
        "request": IndependentValidator(content, "request"),
        "response": IndependentValidator(content, "response"),
    }
    wrong = []
    for pointer in pointers:
        direction = _direction(pointer)
        for seed, style in enumerate(_STYLES):
            try:
                value = sampler.sample(pointer, seed, style=style, direction=direction)
            except NoInstance as error:
                complaint = error.why if _GAVE_UP in error.why else ""
            else:
                complaint = judges[direction].complaint(pointer, value)
            if complaint:
                wrong.append((pointer, style, complaint))
    assert wrong == []
