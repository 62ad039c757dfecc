"""Turn findings into facts: find a witness for each, and have it confirmed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.preparation import as_written
from impl.engine.comparison.differences.doubts import UNMADE, UNSEEN, doubt
from impl.engine.comparison.differences.facts import (
    PROVED,
    REFUTED,
    Certainty,
    Evidence,
    Fact,
    told_apart,
)
from impl.engine.comparison.differences.findings import Finding, unmade
from impl.engine.comparison.differences.tolerance import READINGS, Aspect
from impl.engine.comparison.kinds.kind import Effect, Misreading
from impl.engine.comparison.witnesses.confirmation import confirm, fitting
from impl.engine.comparison.witnesses.instances import NoInstanceError
from impl.engine.comparison.witnesses.long_values import (
    described,
    shortened,
    written_out,
)
from impl.engine.comparison.witnesses.minimal import replaced, smaller
from impl.engine.comparison.witnesses.questions import (
    accepted_at,
    asserted_of,
    breaking,
    different,
    lets_more_through,
)
from impl.engine.comparison.witnesses.satisfiability import is_never_written

if TYPE_CHECKING:
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        MakeMessage,
        Occurrence,
        Whole,
    )
    from impl.engine.comparison.differences.sides import Sides

_MOST = 6  # operations in which the message around a witness is tried


def facts(context: ComparisonContext) -> list[Fact]:
    """Make facts of all findings, in a stable order."""
    found = [_Examination(context, item).run() for item in context.findings.values()]
    return told_apart(
        sorted(
            filter(None, found),
            key=lambda fact: (
                *(fact.location, fact.kind.name, fact.fingerprint),
                *(fact.base, fact.revision),
            ),
        )
    )


class _Examination:
    """Looks for the witnesses of one finding."""

    def __init__(self, context: ComparisonContext, finding: Finding) -> None:
        self._context = context
        self._finding = finding
        self._witnesses: dict[str, dict[str, Any]] = {}
        self._shown: dict[str, Occurrence] = {}
        self._attempts = 0
        self._cleared = False
        self._is_made = False
        self._reason = ""

    def run(self) -> Fact | None:
        """Return the fact; None if the finding shows in no operation as a whole."""
        finding = self._finding
        readings = {
            reading: self._answer(reading, finding.readings[reading])
            for reading in reversed(READINGS)
        }
        asserted = asserted_of(finding, readings["lenient"])
        formats = self._answer("formats", asserted) if asserted else None
        if formats == "proved" and not finding.formats:
            formats = None
        answers = {*readings.values(), formats or "proved"}
        is_extent = finding.kind.change not in {Effect.ADDED, Effect.REMOVED}
        # What is risky hurts in practice, whatever messages show.
        is_quiet = is_extent and finding.kind.level == "compatible"
        is_nothing = self._cleared and answers == {"proved"} and is_quiet
        if is_nothing and not lets_more_through(self._context, finding):
            return None
        operations = {
            each.key: each.base or each.revision for each in finding.occurrences
        }
        return Fact(
            kind=finding.kind,
            direction=finding.kind.direction,
            base=as_written(finding.site.base),
            revision=as_written(finding.site.revision),
            location=finding.site.location,
            difference={
                "base": finding.said[0],
                "revision": finding.said[1],
                "name": finding.focus,
            },
            message=self._message([*readings.values(), formats or "proved"]),
            readings=readings,
            formats=formats,
            marks=finding.lifecycle.marks,
            sunset=finding.lifecycle.sunset,
            operations=tuple(sorted(held.name for held in operations.values() if held)),
            witnesses=self._witnesses,
            attempts=self._attempts,
            place=finding.place,
        )

    def _message(self, answers: list[Certainty]) -> str:
        why = [doubt(self._reason)] if "undecided" in answers else []
        return " ".join([self._finding.message, *why])

    def _answer(self, aspect: Aspect, evidence: Evidence) -> Certainty:
        if evidence.answer == "proved":
            return "proved"
        if evidence.answer == "undecided":
            self._attempts = max(self._attempts, evidence.attempts)
            self._reason = self._reason or evidence.reason
            if not self._finding.accepted:
                return self._of_whole(aspect)
            return "refuted" if self._is_shown(aspect, evidence) else "undecided"
        for known, witness in list(self._witnesses.items()):
            message = written_out(witness["message"])
            if self._confirms(self._shown[known], message, aspect):
                return "refuted"
        if self._is_shown(aspect, evidence):
            return "refuted"
        # Where nothing is refused and nothing is taken for something else, all is well.
        return "proved" if self._finding.accepted else self._of_whole(aspect)

    def _is_shown(self, aspect: Aspect, evidence: Evidence) -> bool:
        """Tell whether a message shows the difference in some operation."""
        where = self._where(aspect)
        # Of what is accepted in any case, no question to containment follows.
        asked = different(where) if self._finding.accepted else where[:_MOST]
        for occurrence in asked:
            own = occurrence.evidence(aspect) or evidence
            makers = (occurrence.make, *occurrence.others)
            for make in makers if occurrence.make is not unmade else ():
                with suppress(NoInstanceError):
                    if self._shows(occurrence, make, own.instance, aspect):
                        return True
        return False

    def _where(self, aspect: Aspect) -> list[Occurrence]:
        """Give the operations in which the difference may break somebody.

        Those come first in which no other alternative may take what is refused.
        """
        found = (
            each
            for each in self._finding.occurrences
            if (each.evidence(aspect) or REFUTED) is not PROVED
        )
        return sorted(found, key=lambda each: bool(each.whole and each.whole.is_closed))

    def _of_whole(self, aspect: Aspect) -> Certainty:
        """Ask whether a whole message can break at the place at all."""
        if self._is_spared(aspect):
            return "proved"
        if self._finding.kind.misreading is Misreading.IGNORED_PROPERTY:
            # Nothing that is ignored breaks by what a schema refuses.
            return "undecided"
        answers: set[Certainty] = set()
        for occurrence in different(self._where(aspect)):
            answers.add(self._of_occurrence(occurrence, aspect))
            if "refuted" in answers:
                return "refuted"
        if answers == {"proved"}:
            self._cleared = True
            return "proved"
        return "undecided"

    def _is_spared(self, aspect: Aspect) -> bool:
        return all(
            (each.spared is not None and each.spared(aspect))
            or is_never_written(self._context, each, self._finding.kind.direction)
            for each in self._finding.occurrences
        )

    def _of_occurrence(self, occurrence: Occurrence, aspect: Aspect) -> Certainty:
        whole = occurrence.whole
        if whole is None:
            self._reason = self._reason or (UNSEEN if self._is_made else UNMADE)
            return "undecided"
        sides = occurrence.sides
        if self._is_another(whole, sides, aspect):
            return "proved"
        broken = accepted_at(sides, whole.place, aspect)
        sent = sides.sender.document(whole.root[0])
        question = breaking(sent, whole.steps, broken)
        found = self._context.oracle.ask(
            question, sup=False, formats=aspect == "formats"
        )
        if found.answer != "refuted":
            self._attempts = max(self._attempts, found.attempts)
            self._reason = self._reason or found.reason
            return found.answer
        why = UNMADE
        with suppress(NoInstanceError):
            if self._shows(occurrence, whole.make, found.instance, aspect):
                return "refuted"
            why = UNSEEN
        self._reason = self._reason or why
        return "undecided"

    def _is_another(self, whole: Whole, sides: Sides, aspect: Aspect) -> bool:
        """Tell whether another alternative surely takes what the one refuses."""
        return aspect != "formats" and any(
            self._context.oracle.proves(
                sides.sender.document(sent), accepted_at(sides, accepted, aspect)
            )
            for sent, accepted in reversed(whole.choices)
        )

    def _shows(
        self, occurrence: Occurrence, make: MakeMessage, instance: Any, aspect: Aspect
    ) -> bool:
        """Tell whether the message around a value is a witness; keep the smallest.

        Raises:
            NoInstanceError: there is no such message.
        """
        message = make(instance)
        self._is_made = True

        def is_shown(value: Any) -> bool:
            try:
                # What is around a value is right already, and takes long to find.
                tried = replaced(message, instance, value)
            except LookupError:
                tried = None
            try:
                return self._confirms(occurrence, tried or make(value), aspect)
            except NoInstanceError:
                return False

        if not self._confirms(occurrence, message, aspect):
            return False
        smaller(instance, is_shown)
        return True

    def _confirms(
        self, occurrence: Occurrence, message: dict[str, Any], aspect: Aspect
    ) -> bool:
        violations = confirm(
            self._finding.kind,
            occurrence.sides,
            (occurrence.base, occurrence.revision),
            message,
            aspect,
            flipped=occurrence.flipped,
        )
        violation = fitting(violations, occurrence.expected)
        if violation is None:
            return False
        operation = occurrence.base or occurrence.revision
        base_is_fine = occurrence.sides.sender_is_base != occurrence.flipped
        self._witnesses[aspect] = {
            "operation": list(operation.trail) if operation else [],
            "valid_under": "base" if base_is_fine else "revision",
            "message": described(message),
            "breaks": {
                "part": violation.part,
                "pointer": violation.pointer,
                "reason": shortened(violation.reason),
            },
        }
        self._shown[aspect] = occurrence
        return True
