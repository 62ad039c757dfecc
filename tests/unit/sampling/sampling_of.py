"""Samplers of contracts that have nothing but a few schemas."""

from __future__ import annotations

from typing import Any

from impl.engine.sampling.drawing import Style
from impl.engine.sampling.hiding import Direction
from impl.engine.sampling.sampler import Sampler
from tests.support.independent import IndependentValidator

STYLES: tuple[Style, ...] = ("minimal", "realistic", "boundary")
SCHEMAS = "/components/schemas/"
S = f"{SCHEMAS}S"


def contract(version: str = "3.1.0", **schemas: Any) -> dict[str, Any]:
    """Return a contract that has schemas."""
    return {"openapi": version, "components": {"schemas": schemas}}


def sampler(schema: Any, version: str = "3.1.0", **others: Any) -> Sampler:
    """Return a sampler of a contract with a schema that is called S, and others."""
    return Sampler(contract(version, S=schema, **others))


def checked_samples(
    schema: Any,
    seeds: int = 20,
    direction: Direction = "response",
    version: str = "3.1.0",
    **others: Any,
) -> list[Any]:
    """Return samples in all styles, which an independent validator has looked at."""
    document = contract(version, S=schema, **others)
    made = Sampler(document)
    judge = IndependentValidator(document, direction)
    found = []
    for style in STYLES:
        for seed in range(seeds):
            value = made.sample(S, seed, style=style, direction=direction)
            assert judge.complaint(S, value) == ""
            found.append(value)
    return found
