"""What two contracts share word for word, so that nobody has to look at it again."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.words import without_words
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup

# 3.0 means other things by these, and ignores what stands beside a reference.
_DISPUTED = re.compile(
    r'"(nullable|exclusiveMinimum|exclusiveMaximum)":|"\$ref": "[^"]*",|, "\$ref":'
)
_REFERENCE = re.compile(r'"\$ref": "((?:[^"\\]|\\.)*)"')


class SharedParts:
    """Tells which parts are the same at the same place, with all they refer to.

    Words for people make no difference.
    """

    def __init__(self, base: Lookup, revision: Lookup) -> None:
        self._sides = (base, revision)
        self._texts: dict[str, bool] = {}
        self._references: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def same(self, base: str, revision: str) -> bool:
        """Tell whether two places say the same, as far as their references lead.

        A "no" means nothing more than that one has to look.
        """
        key = (base, revision)
        if key not in self._known:
            self._decide(key)
        return self._known[key]

    def _decide(self, start: tuple[str, str]) -> None:
        """Look at everything that a pair reaches; a difference spreads backwards."""
        users: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        waiting, seen = [start], {start}
        different: list[tuple[str, str]] = []
        while waiting:
            pair = waiting.pop()
            if self._known.get(pair) is True:
                continue
            equal, references = self._text(pair)
            if not equal or self._known.get(pair) is False:
                different.append(pair)
                continue
            for reference in references:
                users[reference].append(pair)
                if reference not in seen:
                    seen.add(reference)
                    waiting.append(reference)
        while different:
            pair = different.pop()
            if pair in seen:
                seen.discard(pair)
                self._known[pair] = False
                different.extend(users[pair])
        for pair in seen:
            self._known[pair] = True

    def _text(self, pair: tuple[str, str]) -> tuple[bool, list[tuple[str, str]]]:
        values = []
        for surface, pointer in zip(self._sides, pair, strict=True):
            value = surface.value(pointer, default=_NOTHING)
            if value is _NOTHING:
                return False, []
            values.append(value)
        texts = [json.dumps(value, sort_keys=True) for value in values]
        if texts[0] != texts[1]:
            # Whether they differ in words alone takes longer to tell.
            plain = map(without_words, values)
            texts = [json.dumps(value, sort_keys=True) for value in plain]
        if texts[0] != texts[1] or self._reads_otherwise(texts[0]):
            return False, []
        return True, self._targets(texts[0])

    def _reads_otherwise(self, text: str) -> bool:
        """Tell whether versions of OpenAPI may disagree on what a text means."""
        base, revision = self._sides
        return base.old != revision.old and _DISPUTED.search(text) is not None

    def same_value(self, base: Any, revision: Any) -> bool:
        """Tell whether two values say the same, as far as their references lead."""
        text, other = (json.dumps(value, sort_keys=True) for value in (base, revision))
        if text != other:
            plain = map(without_words, (base, revision))
            text, other = (json.dumps(value, sort_keys=True) for value in plain)
        if text != other or self._reads_otherwise(text):
            return False
        return all(self.same(*pair) for pair in self._targets(text))

    def _targets(self, text: str) -> list[tuple[str, str]]:
        found = {json.loads(f'"{name}"') for name in _REFERENCE.findall(text)}
        targets = [local_pointer(reference) for reference in found]
        return [(there, there) for there in targets if there is not None]


_NOTHING = object()
