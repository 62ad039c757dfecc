"""Texts with a format, patterns and a length, that look likely where they may."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from impl.engine.openapi.formats import FORMATS
from impl.engine.sampling.examples_said import said
from impl.engine.sampling.floors import INFINITE, SettledPlan
from impl.engine.sampling.format_texts import LANGUAGES, encoded, of_format, phrase
from impl.engine.sampling.likeness import look_alike
from impl.engine.sampling.named_texts import of_description, of_name
from impl.engine.sampling.parts import least, most
from impl.engine.sampling.pattern_texts import pattern_text, shortest_word
from impl.engine.sampling.tokens import is_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.places import Place

_DEMANDING: Final = (
    *("pattern", "format", "minLength", "maxLength", "not", "contentEncoding"),
)
_TRIES: Final = 4
_PATTERN_TRIES: Final = 24
# A text at its upper bound need not be longer to be at the edge of anything.
_LONGEST: Final = 5_000
_LONGEST_NEEDED: Final = 1_000_000
_MOST_COUNTED: Final = 50


class StringPlan(SettledPlan):
    """Makes texts."""

    is_sure = True

    def __init__(self, place: Place) -> None:
        self._place = place
        parts = place.parts
        self._shortest = least(parts, "minLength")
        self._longest = most(parts, "maxLength")
        self._patterns = [str(p["pattern"]) for p in parts if "pattern" in p]
        self._formats = [str(p["format"]) for p in parts if "format" in p]
        self._is_free = not any(word in p for p in parts for word in _DEMANDING)
        self._examples: list[str] | None = None
        self._by_name: dict[str, list[Callable[[Draw], str | None]]] = {}
        self._word: str | None = None

    def floor(self) -> int:
        """A text is not nested, if it may have any length."""
        longest = self._longest
        return INFINITE if longest is not None and longest < self._shortest else 0

    def variety(self) -> Iterator[str]:
        """Yield the shortest texts."""
        found: list[str] = []
        while len(found) < _MOST_COUNTED:
            text = self._word_but(found)
            if text is None:
                return
            found.append(text)
            yield text

    def make(self, draw: Draw) -> str:
        """Make a text."""
        if self._shortest > _LONGEST_NEEDED:
            raise self._place.dead_end("it has to be longer than texts are ever made")
        makers = self._by_name.get(draw.name)
        if makers is None:
            makers = self._by_name[draw.name] = self._makers(draw.name)
        if draw.style == "realistic":
            text = self._fitted(makers[0](draw), draw)
            if text is not None and (self._is_free or self._place.accepts(text)):
                return text
        for text in self._candidates(draw, makers):
            if text is not None and (self._is_free or self._place.accepts(text)):
                return text
        found = self._place.proved()
        if not isinstance(found, str):
            raise self._place.dead_end("no text meets it")
        return found

    def hindrance(self) -> str:
        """Say what keeps texts from being."""
        return "no text is as long as it has to be and no longer than it may be"

    def _candidates(
        self, draw: Draw, makers: list[Callable[[Draw], str | None]]
    ) -> Iterator[str | None]:
        if draw.style == "boundary":
            yield from self._edges(draw)
        if draw.style == "minimal":
            yield from self._smallest()
        for make in makers:
            for _ in range(_TRIES):
                yield self._fitted(make(draw), draw)
        for attempt in range(_PATTERN_TRIES if self._patterns else 0):
            for pattern in self._patterns:
                yield from self._matching(pattern, draw, attempt)
        yield self._shortest_word()

    def _makers(self, name: str) -> list[Callable[[Draw], str | None]]:
        found: list[Callable[[Draw], str | None]] = []
        content = self._content()
        if content is not None:
            return [content]
        if self._sayings():
            found.append(self._said)
        parts = self._place.parts
        by_format = [make for each in self._formats if (make := of_format(each))]
        found += by_format
        by_name = of_name(name)
        described = (of_description(part.get("description")) for part in parts)
        likely = [make for make in (by_name, *described) if make]
        if any(str(p.get("contentEncoding")).lower() == "base64" for p in parts):
            likely.insert(0, encoded)
        if not by_format:
            found += likely
        if self._patterns and not by_format:
            # Of other formats no pattern tells what they are.
            found.append(lambda draw: self._drawn(self._patterns[0], draw, 0))
        return [*found, phrase]

    def _content(self) -> Callable[[Draw], str] | None:
        """Return what writes JSON, if the text holds some."""
        schemas = [
            part["contentSchema"]
            for part in self._place.parts
            if "contentSchema" in part
            and "contentEncoding" not in part
            and str(part.get("contentMediaType")).partition(";")[0].endswith("json")
        ]
        if not schemas:
            return None
        inner = self._place.places.of(tuple(schemas))
        return lambda draw: json.dumps(inner.make(draw))

    def _sayings(self) -> list[str]:
        if self._examples is None:
            texts = [t for t in said(self._place.parts) if isinstance(t, str) and t]
            self._examples = [text for text in texts if self._place.accepts(text)]
        return self._examples

    def _said(self, draw: Draw) -> str | None:
        """Take an example; where it identifies something, one that looks like it."""
        example = draw.random.choice(self._sayings())
        if not is_identifier(draw.name):
            return example
        return look_alike(example, draw.random) or example

    def _fitted(self, text: str | None, draw: Draw) -> str | None:
        """Bring a text to a length that is allowed."""
        if text is None:
            return None
        while len(text) < self._shortest and len(text) < _LONGEST:
            text = f"{text} {phrase(draw)}"
        if self._longest is None or len(text) <= self._longest:
            return text
        cut = text[: self._longest].strip()
        return cut if len(cut) >= self._shortest else text[: self._longest]

    def _matching(self, pattern: str, draw: Draw, attempt: int) -> Iterator[str | None]:
        missing = max(self._shortest - 4, 0) if attempt % 2 else 0
        text = self._drawn(pattern, draw, 3 + missing + attempt // 2)
        yield text
        if text is None:
            return
        if len(text) < self._shortest:
            yield text + "a" * (self._shortest - len(text))
        elif self._longest is not None and len(text) > self._longest:
            yield text[: self._longest]
            yield self._drawn(pattern, draw, 0)

    def _drawn(self, pattern: str, draw: Draw, extra: int) -> str | None:
        known = pattern_text(pattern)
        return None if known is None else known.draw(draw.random, extra)

    def _shortest_word(self) -> str | None:
        if self._word is None:
            self._word = self._word_but([]) or ""
        return self._word

    def _word_but(self, excluded: list[str]) -> str | None:
        formats = (LANGUAGES.get(name) for name in self._formats)
        patterns = [*filter(None, formats), *self._patterns]
        bounds = self._shortest, self._longest
        return shortest_word(patterns, bounds, frozenset(excluded))

    def _smallest(self) -> Iterator[str | None]:
        for name in self._formats:
            if name in FORMATS:
                yield from FORMATS[name].samples[-1:]
        if not self._patterns:
            yield "a" * max(self._shortest, 0 if self._longest == 0 else 1)
        yield self._shortest_word()

    def _edges(self, draw: Draw) -> Iterator[str | None]:
        edges: list[str] = []
        for name in self._formats:
            edges += FORMATS[name].samples if name in FORMATS else ()
        if not self._patterns:
            lengths = [self._shortest, self._shortest + 1]
            if self._longest is not None and self._longest <= _LONGEST:
                lengths += [self._longest, max(self._longest - 1, 0)]
            edges += [draw.random.choice("az09") * length for length in lengths]
        draw.random.shuffle(edges)
        yield from edges[:4]
        for pattern in self._patterns:
            for _ in range(2):
                yield self._drawn(pattern, draw, draw.random.choice((0, 12)))
