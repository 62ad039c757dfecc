"""Valid instances of the schemas of a contract."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING, Any

from impl.engine.sampling.completing import Completion
from impl.engine.sampling.directed import DirectedContract
from impl.engine.sampling.drawing import DeadEndError, Draw, OutOfEffortError
from impl.engine.sampling.faults import InstanceFault, faults_of
from impl.engine.sampling.named_examples import NamedExampleReader, NamedExamples
from impl.engine.sampling.other_readings import OtherReadings
from impl.engine.sampling.places import Place, Places
from impl.engine.sampling.planning import planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from impl.engine.sampling.drawing import Seed, Style
    from impl.engine.sampling.hiding import Direction

_FURTHER_DRAWS = 4


# So many operations list something, at most.
_MOST_FRAMES = 2_000


class NoInstance(Exception):
    """A schema has no instance, or none was found.

    Attributes:
        pointer: where the contract says what cannot be met.
        why: what is wrong there.
    """

    def __init__(self, pointer: str, why: str) -> None:
        super().__init__(f"{pointer}: {why}")
        self.pointer = pointer
        self.why = why


class Sampler:
    """Makes instances of the schemas of one contract, the same for the same seed.

    Args:
        document: the contract, repaired, with references into itself alone. It must
            not change any more. Schemas are planned when they are first asked for.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._places: dict[Direction, Places] = {}
        self._roots: dict[tuple[str, Direction], Place] = {}
        self._frames: dict[tuple[str, str], Any] = {}
        self._readings = OtherReadings(document)
        self._others: dict[tuple[str, Direction], tuple[list[Place], list[Any]]] = {}

    def sample(
        self,
        schema: str,
        seed: Seed,
        *,
        style: Style = "realistic",
        direction: Direction = "response",
        now: datetime | None = None,
    ) -> Any:
        """Make an instance of a schema.

        Where it can be, it is one for those as well who don't assert formats, or who
        ignore members for the other direction.

        Args:
            schema: the pointer of the schema.
            seed: anything whose `repr` tells it apart: numbers, texts, tuples of them.
            style: what it is to be like: as small as possible, as people expect it, or
                at the edges of what is allowed.
            direction: members for the other direction are left out.
            now: the time that times are near to; noon of a day in 2026 by default.

        Raises:
            NoInstance: there is none, or none was found within bounds.
            LookupError: there is nothing at the pointer.
        """
        return self._sampled(schema, seed, style, direction, now)[0]

    def frame(self, schema: str, seed: Seed, *, now: datetime | None = None) -> Any:
        """Make an instance that is shown, or has parts put into copies of it.

        It is as `sample` makes it, but made once if no time is in it: never change it.

        Raises:
            NoInstance, LookupError: as `sample`.
        """
        key = schema, repr(seed)
        if key in self._frames:
            return self._frames[key]
        value, is_timely = self._sampled(schema, seed, "realistic", "response", now)
        if not is_timely and len(self._frames) < _MOST_FRAMES:
            self._frames[key] = value
        return value

    def _sampled(
        self,
        schema: str,
        seed: Seed,
        style: Style,
        direction: Direction,
        now: datetime | None,
    ) -> tuple[Any, bool]:
        """Return an instance, and whether it depends on what time it is."""
        place = self._place(schema, direction)
        others, known = self._otherwise(schema, direction)
        first: tuple[Any, bool] | None = None
        error: DeadEndError | None = None
        for made in self._drawn(place, seed, style, now):
            if isinstance(made, DeadEndError):
                error = made
            elif all(each.accepts(made[0]) for each in others):
                return made
            else:
                first = first or made
        if first is not None:
            drawn = (self._drawn(each, seed, style, now) for each in others)
            told = (each for each in chain(*drawn) if isinstance(each, tuple))
            every = (place, *others)
            suits = (m for m in told if all(each.accepts(m[0]) for each in every))
            return next(suits, (deepcopy(known[0]), False) if known else first)
        return self._proved(place, schema, error), False

    def _drawn(
        self, place: Place, seed: Seed, style: Style, now: datetime | None
    ) -> Iterator[tuple[Any, bool] | DeadEndError]:
        """Yield instances, and whether they depend on what time it is; or why not."""
        for attempt in range(1 + _FURTHER_DRAWS):
            again = (seed, attempt) if attempt else seed
            draw = Draw(again, style if attempt < 2 else "minimal", now)
            try:
                value = place.make(draw)
                is_instance = place.accepts(value)
            except DeadEndError as error:
                yield error
            except (OutOfEffortError, RecursionError):
                continue
            else:
                if is_instance:
                    yield value, draw.is_timely

    def _otherwise(
        self, schema: str, direction: Direction
    ) -> tuple[list[Place], list[Any]]:
        """Return a schema as those have it who read the contract in other ways.

        One is left out by which nothing that was tried is valid. With them come
        instances that are some to everybody.
        """
        key = schema, direction
        if key not in self._others:
            place = self._place(schema, direction)
            found = self._readings.places(schema, direction, place)
            places = (place, *found) if found else ()
            drawn = (self._drawn(each, schema, "realistic", None) for each in places)
            tried = [each[0] for each in chain(*drawn) if isinstance(each, tuple)]
            tried = [value for value in tried if place.accepts(value)]
            others = [each for each in found if any(map(each.accepts, tried))]
            known = [v for v in tried if all(each.accepts(v) for each in others)]
            self._others[key] = others, known
        return self._others[key]

    def complete(
        self,
        schema: str,
        given: Any,
        seed: Seed,
        *,
        direction: Direction = "response",
        now: datetime | None = None,
        only_needed: bool = False,
    ) -> Any:
        """Make an instance of a schema around what is given.

        Members, items and scalars of what is given are kept as far as that is valid;
        where they don't go together, they are dropped one by one.

        Args:
            schema: the pointer of the schema.
            given: a part of what is wanted, or a whole.
            seed: what the rest is drawn with, as for `sample`.
            direction: members for the other direction are left out.
            now: the time that times are near to.
            only_needed: whether only what has to be there is added, so that what is
                valid already stays as it is; otherwise likely members are added, too.

        Raises:
            NoInstance: there is none, or none was found within bounds.
            LookupError: there is nothing at the pointer.
        """
        place = self._place(schema, direction)
        draw = Draw(seed, "realistic", now)
        try:
            made = Completion(draw, is_bare=only_needed).fit(place, given)
            if place.accepts(made):
                return made
        except (DeadEndError, OutOfEffortError, RecursionError):
            pass
        return self.sample(schema, seed, direction=direction, now=now)

    def examples(self, pointer: str) -> NamedExamples:
        """Return the examples of a Media Type, Parameter or Header Object, by name.

        One that is not valid is left out, or mended where little has to change, and
        noted with its pointer. A single `example` is named "example".

        Args:
            pointer: where the object stands, or a reference to it.

        Raises:
            LookupError: there is nothing at the pointer.
        """
        return NamedExampleReader(self._document, self._mend).read(pointer)

    def _mend(
        self, schema: str, value: Any, direction: Direction
    ) -> tuple[list[Any], str]:
        """Return what a value has to be, if anything, and what is wrong; or ""."""
        try:
            found = self.faults(schema, value, direction=direction)
            if not found:
                return [value], ""
            made = self.complete(
                schema, value, schema, direction=direction, only_needed=True
            )
        except NoInstance as error:
            return [], f"Nothing is valid here: {error.why}."
        return [made], f"{found[0].pointer or 'It'}: {found[0].message}"

    def _proved(self, place: Place, schema: str, error: DeadEndError | None) -> Any:
        try:
            return place.proved()
        except (DeadEndError, RecursionError) as last:
            told = error or (last if isinstance(last, DeadEndError) else None)
            if told is None:
                raise NoInstance(schema, "it is nested too deeply") from last
            raise NoInstance(told.pointer or schema, told.why) from last

    def faults(
        self, schema: str, value: Any, *, direction: Direction = "response"
    ) -> list[InstanceFault]:
        """List what is wrong with a value; nothing if it is an instance.

        Formats are asserted as the format profile says, and members for the other
        direction are refused.

        Raises:
            NoInstance: no validator makes sense of the schema.
            LookupError: there is nothing at the pointer.
        """
        place = self._place(schema, direction)
        try:
            return faults_of(place.validator, value)
        except DeadEndError as error:
            raise NoInstance(error.pointer or schema, error.why) from error

    def _place(self, schema: str, direction: Direction) -> Place:
        key = schema, direction
        if key not in self._roots:
            places = self._places.get(direction)
            if places is None:
                contract = DirectedContract(self._document, direction)
                places = self._places[direction] = Places(contract, planned)
            try:
                self._roots[key] = places.of((places.contract.at(schema),))
            except RecursionError as error:
                raise NoInstance(schema, "it is nested too deeply") from error
        return self._roots[key]
