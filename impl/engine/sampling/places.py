"""Places: what applies to one value, planned once, and drawn from again and again."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final, Protocol

from impl.engine.containment.budget import Budget
from impl.engine.containment.schemas.dialects import Scope
from impl.engine.containment.verdicts import Proved, Refuted
from impl.engine.sampling.choices import ChoiceReader
from impl.engine.sampling.drawing import DeadEndError, Draw
from impl.engine.sampling.floors import INFINITE, FloorSearch
from impl.engine.sampling.parts import least, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impl.engine.sampling.choices import ChoiceKey
    from impl.engine.sampling.directed import DirectedContract
    from impl.engine.sampling.parts import Part


_BUDGET: Final = Budget(steps=60_000, attempts=40, seconds=5.0)
_COUNTS: Final = ("minItems", "minLength", "minProperties")
_MOST_NEEDED: Final = 1_000_000
# Beyond these, places are planned anew.
_MOST_PLACES: Final = 100_000


class Plan(Protocol):
    """How the values of a place are made.

    Attributes:
        is_sure: whether what is made needs no look of a validator.
    """

    is_sure: bool

    def make(self, draw: Draw) -> Any:
        """Make a value.

        Raises:
            DeadEndError: this time there is none.
        """

    def floor(self) -> int:
        """Return how deep the smallest value is nested at most; INFINITE if no end."""

    def hindrance(self) -> Place | str:
        """Say, where there is no value, which place or what else is the reason."""

    def widen(self) -> bool:
        """Take further ways into account for the floor; False if there are none."""

    def variety(self) -> Iterator[Any]:
        """Yield different values, as far as they can be counted up."""


class Place:
    """What applies to one value: schemas that all have to accept it.

    Attributes:
        schemas: these, as they are written.
        resolved: the choices that the schemas have already been chosen by.
    """

    def __init__(
        self, places: Places, schemas: tuple[Any, ...], resolved: frozenset[ChoiceKey]
    ) -> None:
        self.places = places
        self.schemas = schemas
        self.resolved = resolved
        self._parts: list[Part] | None = None
        self._plan: Plan | None = None
        self._floor: int | None = None
        self._validator: Any = None
        self._proved: list[Any] | DeadEndError | None = None

    @property
    def parts(self) -> list[Part]:
        """The schema objects that this comes to."""
        if self._parts is None:
            self._parts = parts_of(self.schemas, self.places.contract)
        return self._parts

    @property
    def plan(self) -> Plan:
        """How values are made."""
        if self._plan is None:
            self._plan = self.places.planned(self)
        return self._plan

    @property
    def origin(self) -> str:
        """The pointer of the first schema here that the contract has."""
        origins = map(self.places.contract.origin, (*self.schemas, *self.parts))
        return next((pointer for pointer in origins if pointer), "")

    def floor(self) -> int:
        """Return how deep the smallest value is nested at most; INFINITE if no end."""
        if self._floor is None:
            return self.places.measure(self)
        return self._floor

    def measured(self, floor: int) -> None:
        """Keep what was found out of the floor."""
        self._floor = floor

    def accepts(self, value: Any) -> bool:
        """Tell whether a value is an instance."""
        return bool(self.validator.is_valid(value))

    @property
    def validator(self) -> Any:
        """A compiled validator of all that applies."""
        if self._validator is None:
            whole = self.schemas[0] if len(self.schemas) == 1 else self._whole()
            try:
                self._validator = self.places.contract.compiled(whole)
            except ValueError as error:
                raise self.dead_end("no validator makes sense of it") from error
        return self._validator

    def _whole(self) -> Any:
        return {"allOf": list(self.schemas)} if self.schemas else {}

    def make(self, draw: Draw) -> Any:
        """Make an instance; where somebody looks at it anyway, likely one.

        Raises:
            DeadEndError: none was found.
            OutOfEffortError: the sample costs too much.
        """
        if self.floor() >= INFINITE:
            raise self.hindrance()
        plan = self.plan
        if plan.is_sure or draw.is_watched:
            return plan.make(draw)
        return self._made_and_checked(plan, draw)

    def _made_and_checked(self, plan: Plan, draw: Draw) -> Any:
        if self in draw.failed:
            raise self.dead_end("nothing was found that meets it")
        with draw.watched() as attempts:
            for _ in attempts:
                draw.spend()
                try:
                    made = plan.make(draw)
                except DeadEndError:
                    continue
                if self.accepts(made):
                    return made
        draw.failed.add(self)
        return self.proved()

    def variety(self) -> Iterator[Any]:
        """Yield different instances, as far as they can be counted up."""
        return filter(self.accepts, self.plan.variety())

    def proved(self) -> Any:
        """Return an instance that the prover has found.

        Raises:
            DeadEndError: there is none, or the prover gave up.
        """
        if any(least(self.parts, word) > _MOST_NEEDED for word in _COUNTS):
            raise self.dead_end("it has to be larger than anything that is ever made")
        if self._proved is None:
            try:
                self._proved = [self._ask_prover()]
            except DeadEndError as error:
                self._proved = error
        if isinstance(self._proved, DeadEndError):
            raise DeadEndError(self._proved.pointer, self._proved.why)
        return deepcopy(self._proved[0])

    def _ask_prover(self) -> Any:
        whole = self._whole()
        document = json.loads(json.dumps(self.places.contract.document(whole)))
        scope = Scope(root=document)
        # Most contracts need it never, and nobody should have to wait for its import.
        from impl.engine.containment.prover import Prover  # noqa: PLC0415 - see above

        prover = Prover(scope, Scope(), formats=True)
        decision = prover.contain(document, False, budget=_BUDGET)
        if isinstance(decision, Proved):
            raise self.dead_end("no value meets all that is asked")
        if isinstance(decision, Refuted) and self.accepts(decision.witness):
            return decision.witness
        raise self.dead_end("no value was found that meets all that is asked")

    def hindrance(self) -> DeadEndError:
        """Return the error that says why there is no value that ends."""
        place, pointer, seen = self, "", set()
        while place not in seen:
            seen.add(place)
            # What merely forbids stands nowhere else than what is around it.
            pointer = place.origin or pointer
            found = place.plan.hindrance()
            if isinstance(found, str):
                return DeadEndError(pointer, found)
            place = found
        return self.dead_end("each value of it has to hold another one, without end")

    def dead_end(self, why: str) -> DeadEndError:
        """Return the error that says so of this place."""
        return DeadEndError(self.origin, why)

    def with_more(self, *schemas: Any, resolving: ChoiceKey | None = None) -> Place:
        """Return the place where more applies; `resolving` is the choice it is for."""
        resolved = self.resolved if resolving is None else self.resolved | {resolving}
        return self.places.of((*self.schemas, *schemas), resolved)


class Places:
    """All places of a contract in one direction.

    Attributes:
        contract: its schemas.
        planned: plans the values of a place.
        reader: finds the choices that its schemas leave open.
    """

    def __init__(
        self, contract: DirectedContract, planned: Callable[[Place], Plan]
    ) -> None:
        self.contract = contract
        self.planned = planned
        self.reader = ChoiceReader(contract.target)
        self._known: dict[Any, Place] = {}
        self._patterns: dict[str, Part] = {}
        self._measurement: FloorSearch[Place] | None = None

    def of(
        self,
        schemas: tuple[Any, ...],
        resolved: frozenset[ChoiceKey] = frozenset(),
    ) -> Place:
        """Return the place where some schemas apply."""
        distinct = {id(each): each for each in map(self._meant, schemas)}
        if any(each is False for each in distinct.values()):
            distinct = {id(False): False}
        said = {key: each for key, each in distinct.items() if each not in (True, {})}
        key = (tuple(said), resolved)
        place = self._known.get(key)
        if place is None:
            if len(self._known) >= _MOST_PLACES:
                self._known.clear()
            place = self._known[key] = Place(self, tuple(said.values()), resolved)
        return place

    def pattern(self, text: str) -> Part:
        """Return the schema of a pattern, the same one each time."""
        return self._patterns.setdefault(text, {"pattern": text})

    def _meant(self, schema: Any) -> Any:
        """Return what a schema that is no more than a reference refers to."""
        seen = 0
        while isinstance(schema, dict) and len(schema) == 1 and "$ref" in schema:
            schema = self.contract.target(schema)
            seen += 1
            if seen > len(self.contract.definitions):
                return False
        return schema

    def measure(self, place: Place) -> int:
        """Return how deep the smallest value of a place is nested.

        In a measurement that is under way it is what is known so far, which only gets
        less; one that has come to rest is kept.
        """
        if self._measurement is not None:
            return self._measurement.ask(place)
        self._measurement = FloorSearch()
        try:
            for each, floor in self._measurement.of(place).items():
                each.measured(floor)
        finally:
            self._measurement = None
        return place.floor()
