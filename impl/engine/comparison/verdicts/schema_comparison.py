"""Compare two bare JSON Schemas."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from impl.engine.canonical import digest
from impl.engine.comparison.differences.doubts import doubt
from impl.engine.comparison.kinds.catalogue import BARE_SCHEMA
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.verdicts.profiles import Verdict, worst
from impl.engine.comparison.verdicts.schema_details import Detail, details
from impl.engine.comparison.witnesses.long_values import written_out
from impl.engine.containment import Budget, Dialect, Proved, Refuted, Scope, contain
from impl.engine.containment.schemas.validators import validator_for
from impl.engine.openapi.dots import taken_back
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

# How places in messages begin.
_PARTS = {"request": "request body", "response": "response 200 body"}
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
    question = _Question(base, revision, formats=formats, budget=budget, seed=seed)
    found = [change for each in asked for change in question.changes(each)]
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


class _Question:
    """Two schemas, and what is asked of them."""

    def __init__(
        self,
        base: Any,
        revision: Any,
        *,
        formats: bool,
        budget: Budget | None,
        seed: int,
    ) -> None:
        self._pair = (base, revision)
        self._dialects = (dialect_of(base), dialect_of(revision))
        self._formats = formats
        self._budget = budget
        self._seed = seed

    def changes(self, direction: str) -> list[dict[str, Any]]:
        """Say what breaks, or may, in a direction; nothing if nothing does.

        Whether anything does, the schemas as wholes decide.
        """
        order = (0, 1) if direction == "request" else (1, 0)
        sub, sup = (self._pair[side] for side in order)
        dialects = [self._dialects[side] for side in order]
        answer = contain(
            sub,
            sup,
            sub_scope=Scope(dialect=dialects[0]),
            sup_scope=Scope(dialect=dialects[1]),
            formats=self._formats,
            budget=self._budget,
            seed=self._seed,
        )
        if isinstance(answer, Proved):
            return []
        verdict: Verdict = "undecided"
        if isinstance(answer, Refuted):
            verdict = "breaking"
        told = [self._detail(each, direction) for each in self._details]
        for level in ("breaking", verdict):
            found = [held for held in told if held and held["verdict"] == level]
            if found:
                return found
        return [self._whole(direction, answer, verdict)]

    @cached_property
    def _details(self) -> list[Detail]:
        if self._formats:
            return []
        return details(self._pair, self._dialects, seed=self._seed, budget=self._budget)

    def _detail(self, held: Detail, direction: str) -> dict[str, Any] | None:
        """Write a difference that schemas alone show; None if it is none of them."""
        fact = held.fact
        answer = fact.readings["exact"]
        if fact.direction != direction or fact.kind.is_annotation or answer == "proved":
            return None
        witness = None
        if answer == "refuted":
            shown = fact.witnesses["exact"]
            instance = written_out(shown["message"].get("body", {}).get("value"))
            witness = self._witness(direction, instance, shown["breaks"]["pointer"])
            if witness is None:
                return None
        place = fact.place
        where = place.removeprefix(_PARTS[direction]).strip() or "the schema"
        message = fact.message.replace(place, where, 1) if place else fact.message
        return {
            "kind": fact.kind.name,
            "fingerprint": fact.fingerprint,
            "verdict": "breaking" if answer == "refuted" else "undecided",
            "operations": [],
            "direction": direction,
            "base": {"pointer": held.base},
            "revision": {"pointer": held.revision},
            "message": message,
            "witness": witness,
        }

    def _witness(
        self, direction: str, instance: Any, pointer: str = ""
    ) -> dict[str, Any] | None:
        """Check an instance with the schemas as they were written; None if it fails.

        Of what is wrong with it, that at the pointer is told if there is any.
        """
        validators = [
            validator_for(schema, dialect, formats=self._formats)
            for schema, dialect in zip(self._pair, self._dialects, strict=True)
        ]
        valid, invalid = validators if direction == "request" else reversed(validators)
        errors = list(invalid.iter_errors(instance))
        if not errors or not valid.is_valid(instance):
            return None
        there = (each for each in errors if join(*each.instance_path) == pointer)
        error = next(there, errors[0])
        return {
            "valid_under": "base" if direction == "request" else "revision",
            "instance": instance,
            "breaks": {
                "pointer": join(*error.instance_path),
                "reason": taken_back(error.message),
            },
        }

    def _whole(self, direction: str, answer: Any, verdict: Verdict) -> dict[str, Any]:
        """Say of the schemas as wholes that something breaks, or may."""
        change, message = _WORDS[direction]
        kind = BARE_SCHEMA[change].name
        witness = None
        if isinstance(answer, Refuted):
            witness = self._witness(direction, answer.witness)
        else:
            message = f"{_IN_DOUBT[direction]} {doubt(answer.reason)}"
        sub, sup = self._pair if direction == "request" else reversed(self._pair)
        return {
            "kind": kind,
            "fingerprint": digest([kind, sub, sup])[7:23],
            "verdict": verdict,
            "operations": [],
            "direction": direction,
            "base": {"pointer": ""},
            "revision": {"pointer": ""},
            "message": message,
            "witness": witness,
        }
