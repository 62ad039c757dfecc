"""Schemas of few words, whose keywords meet: what is made is always valid.

COUNTERSIGN_SAMPLED_SCHEMAS says how many are drawn.
"""

import json
import os
from typing import Any

from hypothesis import HealthCheck, given, settings

from impl.engine.sampling.drawing import Style
from impl.engine.sampling.sampler import NoInstance, Sampler
from tests.support.independent import IndependentValidator
from tests.unit.engine.containment.strategies import VALUES, _free, schemas
from tests.unit.sampling.sampling_of import STYLES, S, contract

_MANY = int(os.environ.get("COUNTERSIGN_SAMPLED_SCHEMAS", "40"))
_NODE = "#/components/schemas/node"


_NONE = object()


def _sampled(sampler: Sampler, seed: int, style: Style) -> Any:
    """Return a sample; _NONE if it is proved that there is none."""
    try:
        return sampler.sample(S, seed, style=style)
    except NoInstance as error:
        if "was found" in error.why:
            raise
    assert all(sampler.faults(S, each) for each in VALUES)
    return _NONE


def _in_a_contract(schema: Any) -> Any:
    return json.loads(json.dumps(schema).replace("#/$defs/node", _NODE))


@settings(
    max_examples=_MANY,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(schemas(9), schemas(9, depth=1))
def test_every_sample_is_valid(schema: Any, node: Any) -> None:
    tree = {"properties": {"a": {"$ref": _NODE}}, **_free(node)} if node else {}
    document = contract(S=_in_a_contract(schema), node=_in_a_contract(tree))
    one, other = Sampler(document), Sampler(document)
    judge = IndependentValidator(document)
    for style in STYLES:
        for seed in (1, 2):
            value = _sampled(one, seed, style)
            if value is _NONE:
                continue
            assert judge.complaint(S, value) == ""
            assert one.faults(S, value) == []
            if seed == 2:
                # Whatever was drawn before.
                assert other.sample(S, seed, style=style) == value


@settings(
    max_examples=_MANY,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(schemas(9))
def test_whatever_is_given_is_completed(schema: Any) -> None:
    document = contract(S=_in_a_contract(schema), node={"type": "object"})
    sampler, judge = Sampler(document), IndependentValidator(document)
    for given_ in VALUES[::3]:
        try:
            made = sampler.complete(S, given_, 1, only_needed=True)
        except NoInstance:
            return
        assert judge.complaint(S, made) == ""
        if not sampler.faults(S, given_):
            assert made == given_
