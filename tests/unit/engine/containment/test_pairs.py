"""Hard pairs of schemas, with what is known of them in both directions."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from impl.engine.containment import Budget, Dialect, Refuted, Scope, contain
from impl.engine.containment.schemas.standalone import Definitions
from tests.unit.engine.containment.validators import VALIDATORS

# Whether an answer is found must not depend on how busy the machine is.
UNHURRIED = Budget(seconds=60)
PAIRS = json.loads(Path(__file__).with_name("pairs.json").read_text())


def _name(pair: dict[str, Any]) -> str:
    return f"{pair['group']}: {pair['name']}"


@pytest.mark.parametrize("pair", PAIRS, ids=_name)
def test_both_directions(pair: dict[str, Any]) -> None:
    assert _ask(pair, "sub", "sup") == pair["forth"]
    assert _ask(pair, "sup", "sub") == pair["back"]


def _ask(pair: dict[str, Any], sub: str, sup: str) -> str:
    scope = Scope(dialect=Dialect(pair.get("dialect", "2020-12")))
    formats = pair.get("formats", False)
    verdict = contain(
        pair[sub],
        pair[sup],
        sub_scope=scope,
        sup_scope=scope,
        formats=formats,
        budget=UNHURRIED,
    )
    if isinstance(verdict, Refuted):
        assert _accepted(pair[sub], verdict.witness, scope, formats=formats)
        assert not _accepted(pair[sup], verdict.witness, scope, formats=formats)
    return type(verdict).__name__.lower()


def _accepted(schema: Any, instance: Any, scope: Scope, *, formats: bool) -> bool:
    """Ask the validator that the engine does not use."""
    definitions = Definitions(scope)
    document = definitions.document(definitions.take(schema))
    checker = jsonschema.FormatChecker() if formats else None
    slow = VALIDATORS[document.dialect][1]
    return bool(slow(document.schema, format_checker=checker).is_valid(instance))


def test_names_are_unique() -> None:
    assert len({_name(pair) for pair in PAIRS}) == len(PAIRS)
