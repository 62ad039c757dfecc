"""Turn findings into facts: find a witness for each, and have it confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.confirmation import Aspect, confirm, fitting
from impl.engine.comparison.facts import Answer, Evidence, Fact
from impl.engine.comparison.instances import NoInstanceError
from impl.engine.comparison.readings import READINGS, read

if TYPE_CHECKING:
    from impl.engine.comparison.findings import Context, Finding, Occurrence

# In how many operations the message around a witness is tried.
_MOST = 6


def facts(context: Context) -> list[Fact]:
    """Make facts of all findings, in a stable order."""
    found = [_Examination(context, item).run() for item in context.findings.values()]
    return sorted(
        filter(None, found),
        key=lambda fact: (fact.location, fact.kind, fact.fingerprint),
    )


class _Examination:
    """Looks for the witnesses of one finding."""

    def __init__(self, context: Context, finding: Finding) -> None:
        self._context = context
        self._finding = finding
        self._witnesses: dict[str, dict[str, Any]] = {}
        self._shown: dict[str, Occurrence] = {}
        self._attempts = 0
        self._cleared = False

    def run(self) -> Fact | None:
        """Return the fact; None if the finding shows in no operation as a whole."""
        finding = self._finding
        readings = {
            reading: self._answer(reading, finding.readings[reading])
            for reading in reversed(READINGS)
        }
        formats = None
        if finding.formats:
            formats = self._answer("formats", finding.formats)
        answers = {*readings.values(), formats or "proved"}
        if self._cleared and answers == {"proved"}:
            return None
        operations = {
            found.key: (found.base or found.revision) for found in finding.occurrences
        }
        return Fact(
            finding.kind,
            finding.direction,
            finding.base,
            finding.revision,
            finding.location,
            {
                "base": finding.said[0],
                "revision": finding.said[1],
                "name": finding.focus,
            },
            finding.message,
            readings,
            formats,
            finding.marks,
            finding.sunset,
            tuple(sorted(held.name for held in operations.values() if held)),
            self._witnesses,
            self._attempts,
        )

    def _answer(self, aspect: Aspect, evidence: Evidence) -> Answer:
        if evidence.answer == "proved":
            return "proved"
        if evidence.answer == "undecided":
            self._attempts = max(self._attempts, evidence.attempts)
            return self._of_whole(aspect)
        for known, witness in list(self._witnesses.items()):
            if self._confirms(self._shown[known], witness["message"], aspect):
                return "refuted"
        for occurrence in self._finding.occurrences[:_MOST]:
            try:
                message = occurrence.make(evidence.instance)
            except NoInstanceError:
                continue
            if self._confirms(occurrence, message, aspect):
                return "refuted"
        return self._of_whole(aspect)

    def _of_whole(self, aspect: Aspect) -> Answer:
        """Ask about the whole schema, of which the place may be a void part."""
        answers: set[Answer] = set()
        for occurrence in self._finding.occurrences[:_MOST]:
            answers.add(self._of_occurrence(occurrence, aspect))
            if "refuted" in answers:
                return "refuted"
        if answers == {"proved"}:
            self._cleared = True
            return "proved"
        return "undecided"

    def _of_occurrence(self, occurrence: Occurrence, aspect: Aspect) -> Answer:
        if occurrence.root is None or occurrence.whole is None:
            return "undecided"
        sides = occurrence.sides
        sub = sides.sender.document(occurrence.root[0])
        sup = sides.reader.document(occurrence.root[1])
        if aspect != "formats" and (sides.reader_is_client or aspect == "strict"):
            sup = read(sup, aspect)
        found = self._context.asking.ask(sub, sup, formats=aspect == "formats")
        if found.answer != "refuted":
            self._attempts = max(self._attempts, found.attempts)
            return found.answer
        try:
            message = occurrence.whole(found.instance)
        except NoInstanceError:
            return "undecided"
        confirmed = self._confirms(occurrence, message, aspect)
        return "refuted" if confirmed else "undecided"

    def _confirms(
        self, occurrence: Occurrence, message: dict[str, Any], aspect: Aspect
    ) -> bool:
        flaws = confirm(
            self._finding.kind,
            occurrence.sides,
            (occurrence.base, occurrence.revision),
            message,
            aspect,
            flipped=occurrence.flipped,
        )
        flaw = fitting(flaws, occurrence.expected)
        if flaw is None:
            return False
        operation = occurrence.base or occurrence.revision
        base_is_fine = occurrence.sides.sender_is_base != occurrence.flipped
        self._witnesses[aspect] = {
            "operation": list(operation.trail) if operation else [],
            "valid_under": "base" if base_is_fine else "revision",
            "message": message,
            "breaks": {
                "part": flaw.part,
                "pointer": flaw.pointer,
                "reason": flaw.reason,
            },
        }
        self._shown[aspect] = occurrence
        return True
