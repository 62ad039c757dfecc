"""Ask whether what a sender sends meets some demands of a reader, however it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list
from impl.engine.comparison.differences.constraints import beside_leftovers
from impl.engine.comparison.differences.extensions import Extensions
from impl.engine.comparison.differences.facts import (
    PROVED,
    Evidence,
    Readings,
    always,
    graver,
)
from impl.engine.comparison.differences.readings import both_of, opened, own_names, read
from impl.engine.comparison.differences.shortened import short
from impl.engine.comparison.differences.tolerance import TOLERANT
from impl.engine.comparison.differences.validation import Validation, accepts
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.schemas import (
        ContractSchemas,
        SchemaNode,
    )
    from impl.engine.comparison.differences.constraints import Constraint
    from impl.engine.comparison.differences.leaves import Pair, UnionPair
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet

# Sets definitions of what is singled out apart from those of what is sent.
_PREFIX = "among "


class ReaderDemands:
    """The demands of one side, put to what the other side sends.

    Args:
        sides: who sends and who reads.
        oracle: answers.
    """

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle
        self._read = Extensions(sides.reader, oracle)
        self._apart: dict[tuple[object, ...], bool] = {}

    def readings(
        self, pair: Pair, theirs: list[Constraint], among: Any = None
    ) -> Readings:
        """Say for each reading whether the demands are met.

        Args:
            pair: the place.
            theirs: the demands, which are about the same.
            among: a schema that singles out some of what is sent, and stands alone;
                None for all of it.
        """
        if not theirs:
            return always(PROVED)
        keywords = {"allOf": [two.keywords for two in theirs]}
        names = {two.name for two in theirs if two.name}
        among = among or _told_by_others(self._sides.reader, pair[1], theirs)
        readings = self.answers(
            pair, keywords, names if theirs[0].facet.is_shallow else None, among
        )
        facet, said = theirs[0].facet, theirs[0].said
        if readings["exact"] is PROVED:
            return readings
        if not self._sides.reader_is_client:
            return self._by_own_names(pair, keywords, facet, readings, among)
        if facet is facets.ENUM and isinstance(said["enum"], list):
            more = {"allOf": [opened(two.said["enum"]) for two in theirs]}
            softer = self.answers(pair, more, set())["exact"]
            readings.update(dict.fromkeys(TOLERANT, softer))
        elif facet is facets.CLOSING and said["additionalProperties"] is False:
            readings["lenient"] = PROVED
        return readings

    def of_list(self, pair: Pair, union: UnionPair, anew: list[Any]) -> Readings:
        """Say whether a list of alternatives takes what its alternatives don't explain.

        That is what fitted one that is lost, and what fits one of those that take more
        than they did, and may fit another one as well.

        Args:
            pair: the place.
            union: the lists of sender and reader.
            anew: those that take more, or are new, as the reader writes them.
        """
        asked = union.accepted
        readings = always(PROVED)
        for among in self._amongs(pair, union, anew):
            readings = graver(readings, self.readings(pair, [asked], among))
        return readings

    def of_list_by_formats(
        self, pair: Pair, union: UnionPair, anew: list[Any]
    ) -> Evidence:
        """Say the same once formats are asserted."""
        answers = (
            self.forward(pair, [union.accepted], formats=True, among=among)
            for among in self._amongs(pair, union, anew)
        )
        return next((found for found in answers if found is not PROVED), PROVED)

    def _amongs(self, pair: Pair, union: UnionPair, anew: list[Any]) -> Iterator[Any]:
        if union.lost:
            lost = {"anyOf": list(union.lost)}
            yield self._sides.sender.fragment(lost, pair[0], _PREFIX)
        if anew and union.accepted.facet is facets.ONE_OF:
            grown = self._sides.reader.fragment(
                {**union.accepted.keywords, "oneOf": anew}, pair[1], _PREFIX
            )
            among = {key: grown[key] for key in ("$defs",) if key in grown}
            # What fits one of them by the letter alone may fit another one as well.
            listed = "oneOf" if "oneOf" in grown else "enum"
            yield {**among, "anyOf" if listed == "oneOf" else listed: grown[listed]}

    def keeps_apart(self, pair: Pair, union: UnionPair, *, formats: bool) -> bool:
        """Tell for sure that exclusive alternatives overlap no more than they did.

        Where each alternative of the sender became one of the reader's, what fitted
        one of them alone may fit another one as well, as far as that takes more. What
        overlaps by the letter, formats may have kept apart where they are asserted.
        """
        is_plain = not self._sides.sender.hiding.is_mentioned
        is_plain = is_plain and not self._sides.reader.hiding.is_mentioned
        places = union.sent.pointer, union.accepted.pointer
        key = *places, () if is_plain else pair, formats
        if key not in self._apart:
            self._apart[key] = self._keeps_apart(pair, union, formats=formats)
        return self._apart[key]

    def _keeps_apart(self, pair: Pair, union: UnionPair, *, formats: bool) -> bool:
        ours = self._sides.sender.fragment(union.sent.keywords, pair[0])
        theirs = self._sides.reader.fragment(union.accepted.keywords, pair[1], _PREFIX)
        sent, accepted = as_list(ours.get("oneOf")), as_list(theirs.get("oneOf"))
        shared = {"$defs": {**ours.get("$defs", {}), **theirs.get("$defs", {})}}
        overlaps = []
        for _, (place, other) in union.pairs:
            if self._sides.same((place, other)):
                continue
            at, there = _index(place[0]), _index(other[0])
            if at >= len(sent) or there >= len(accepted):
                return False
            others = {"anyOf": [*sent[:at], *sent[at + 1 :]]}
            overlaps.append((at, {"allOf": [others, accepted[there]]}))
        every = {"anyOf": [overlap for _, overlap in overlaps], **shared}
        # Most have nothing in common, which is much less to prove.
        if self._oracle.proves(every, sup=False):
            return True
        return all(
            self._oracle.proves(
                {**overlap, **shared}, {"allOf": [sent[at]], **shared}, formats=asserted
            )
            for asserted in (False, True)[: 1 + formats]
            for at, overlap in overlaps
        )

    def _by_own_names(
        self,
        pair: Pair,
        keywords: dict[str, Any],
        facet: Facet,
        readings: Readings,
        among: Any,
    ) -> Readings:
        """Judge alternatives of requests that overlap by names that nobody sends."""
        if facet is not facets.ONE_OF:
            return readings
        sent = _among(read(self._sides.sender.document(pair[0]), "strict"), among)
        demand = own_names(self._sides.reader.fragment(keywords, pair[1]))
        if self._oracle.ask(sent, demand) is PROVED:
            readings.update(dict.fromkeys(TOLERANT, PROVED))
        return readings

    def answers(
        self,
        pair: Pair,
        keywords: dict[str, Any],
        names: set[str] | None,
        among: Any = None,
    ) -> Readings:
        """Say the same of a schema, as the reader writes it."""
        demand = self._sides.reader.fragment(keywords, pair[1])
        exact = self._ask(pair[0], demand, names, among=among)
        readings = always(exact)
        if exact is PROVED or not self._sides.reader_is_client:
            return readings
        for reading in TOLERANT:
            softer = read(demand, reading)
            if softer != demand:
                readings[reading] = self._ask(pair[0], softer, names, among=among)
        return readings

    def forward(
        self,
        pair: Pair,
        theirs: list[Constraint],
        *,
        formats: bool = False,
        among: Any = None,
    ) -> Evidence:
        """Say the same of the demands as they stand, or leniently with formats."""
        if not theirs:
            return PROVED
        keywords = {"allOf": [two.keywords for two in theirs]}
        demand = self._sides.reader.fragment(keywords, pair[1])
        if formats and self._sides.reader_is_client:
            demand = read(demand, "lenient")
        names = {two.name for two in theirs if two.name} if among is None else None
        return self._ask(pair[0], demand, names, formats=formats, among=among)

    def sent(self, node: SchemaNode, names: set[str]) -> Any:
        """Write what is sent, but for optional properties of other names."""
        return short(self._sides.sender, node, names)

    def backward(self, pair: Pair, ours: list[Constraint], *, formats: bool) -> bool:
        """Tell whether the reader accepts what the sender does not send."""
        if not ours:
            return False
        keywords = {"allOf": [one.keywords for one in ours]}
        demand = self._sides.sender.fragment(keywords, pair[0])
        names = {one.name for one in ours if one.name}
        name = next(iter(names), "")
        is_property = ours[0].facet is facets.PROPERTY and not formats
        if is_property and self._is_extended(pair, name, keywords, demand):
            return True
        among = _told_by_others(self._sides.sender, pair[0], ours)
        found = self._ask(
            pair[1],
            demand,
            names if among is None else None,
            self._sides.reader,
            formats=formats,
            among=among,
        )
        if is_property:
            self._read.keep(pair[1], found.instance, name)
        return found.answer == "refuted"

    def _is_extended(
        self, pair: Pair, name: str, keywords: dict[str, Any], demand: Any
    ) -> bool:
        """Tell whether a known instance may have a property that is not sent."""
        held = [part["properties"][name] for part in keywords["allOf"]]
        schema = self._sides.sender.fragment({"not": {"allOf": held}}, pair[0])
        found = self._read.having(pair[1], name, schema)
        if found is None:
            return False
        return Validation(demand).accepts(found.instance) is False

    def _ask(
        self,
        node: SchemaNode,
        demand: Any,
        names: set[str] | None,
        side: ContractSchemas | None = None,
        *,
        formats: bool = False,
        among: Any = None,
    ) -> Evidence:
        """Ask of what is sent, or fits another side, in short first if that may do."""
        side = side or self._sides.sender
        if names is not None:
            found = self._oracle.ask(short(side, node, names), demand, formats=formats)
            whole = side.document(node)
            if found.answer == "proved":
                return found
            if found.answer == "refuted" and accepts(whole, found.instance):
                return found
        whole = _among(side.document(node), among)
        return self._oracle.ask(whole, demand, formats=formats)


def _index(pointer: str) -> int:
    return int(pointer.rpartition("/")[2])


def _told_by_others(
    side: ContractSchemas, node: SchemaNode, asked: list[Constraint]
) -> Any:
    """Write what all accept that tells what is left over; None of other demands."""
    others = beside_leftovers(asked)
    return side.fragment(others, node, _PREFIX) if others else None


def _among(document: Any, among: Any) -> Any:
    return document if among is None else both_of(document, among)
