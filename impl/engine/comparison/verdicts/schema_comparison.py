"""Compare two bare JSON Schemas."""

from __future__ import annotations

from typing import Any, Literal

from impl.engine.canonical import digest
from impl.engine.comparison.differences.doubts import doubt
from impl.engine.comparison.kinds.catalogue import BARE_SCHEMA
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.verdicts.profiles import Verdict, worst
from impl.engine.containment import Budget, Dialect, Proved, Refuted, Scope, contain
from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.pointers import join

AskedDirections = Literal["request", "response", "both"]
FORMAT = "countersign.schema-comparison/1"
_DRAFTS = {
    "draft-04": Dialect.DRAFT_4,
    "draft-06": Dialect.DRAFT_6,
    "draft-07": Dialect.DRAFT_7,
    "2019-09": Dialect.DRAFT_2019_09,
}
_WORDS = {
    "request": (Effect.NARROWED, "Something that was valid no longer is."),
    "response": (Effect.WIDENED, "Something is valid that was not."),
}

_IN_DOUBT = {
    "request": "Something that was valid may no longer be.",
    "response": "Something may be valid that was not.",
}


def dialect_of(schema: Any) -> Dialect:
    """Return the dialect that `$schema` names, 2020-12 by default."""
    name = schema.get("$schema") if isinstance(schema, dict) else None
    for part, dialect in _DRAFTS.items():
        if isinstance(name, str) and f"/{part}/" in name:
            return dialect
    return Dialect.DRAFT_2020_12


def compare_bare(
    base: Any,
    revision: Any,
    *,
    direction: AskedDirections = "both",
    formats: bool = False,
    budget: Budget | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """Compare two JSON Schemas.

    Args:
        base: the schema that is known.
        revision: what it is to become.
        direction: `request` asks whether all that was valid stays so, `response`
            whether all that is valid was so before.
        formats: whether `format` is an assertion.
        budget: bounds of each question.
        seed: where searches for witnesses start.

    Returns:
        The members `verdict`, `semver`, `changes` and `certificate`.
    """
    asked = ("request", "response") if direction == "both" else (direction,)
    found = []
    for each in asked:
        pair = (base, revision) if each == "request" else (revision, base)
        change = _ask(each, pair, formats=formats, budget=budget, seed=seed)
        found += [change] if change else []
    verdict = worst([change["verdict"] for change in found])
    semver = "patch" if verdict == "compatible" else "major"
    record = {
        "format": FORMAT,
        "base": digest(base),
        "revision": digest(revision),
        "direction": direction,
        "formats": formats,
        "seed": seed,
        "verdict": verdict,
        "changes": found,
    }
    return {
        "verdict": verdict,
        "semver": semver,
        "changes": [dict(change) for change in found],
        "certificate": {**record, "digest": digest(record)},
    }


def _ask(
    direction: str,
    pair: tuple[Any, Any],
    *,
    formats: bool,
    budget: Budget | None,
    seed: int,
) -> dict[str, Any] | None:
    sub, sup = pair
    dialects = [dialect_of(schema) for schema in pair]
    answer = contain(
        sub,
        sup,
        sub_scope=Scope(dialect=dialects[0]),
        sup_scope=Scope(dialect=dialects[1]),
        formats=formats,
        budget=budget,
        seed=seed,
    )
    if isinstance(answer, Proved):
        return None
    change, message = _WORDS[direction]
    kind = BARE_SCHEMA[change].name
    verdict: Verdict = "undecided"
    witness = None
    if isinstance(answer, Refuted):
        verdict = "breaking"
        validator = validator_for(sup, dialects[1], formats=formats)
        error = next(iter(validator.iter_errors(answer.witness)))
        witness = {
            "valid_under": "base" if direction == "request" else "revision",
            "instance": answer.witness,
            "breaks": {
                "pointer": join(*error.instance_path),
                "reason": error.message,
            },
        }
    else:
        message = f"{_IN_DOUBT[direction]} {doubt(answer.reason)}"
    return {
        "kind": kind,
        "fingerprint": digest([kind, sub, sup])[7:23],
        "verdict": verdict,
        "operations": [],
        "direction": direction,
        "message": message,
        "witness": witness,
    }
