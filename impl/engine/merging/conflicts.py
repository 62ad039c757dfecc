"""Where two sides changed the same place of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.merging.roles import PartRole

Deed = Literal["added", "changed", "removed"]
Side = Literal["merged", "base", "theirs", "ours"]
_SIDES: tuple[Side, ...] = ("merged", "base", "theirs", "ours")
Token = str | int | None


@dataclass(frozen=True, slots=True)
class ConflictingChange:
    """A place that both sides changed, each in its own way.

    Attributes:
        pointer: a JSON Pointer (RFC 6901) into ours or, where ours lacks it, the base.
        theirs: what they did there.
        ours: what we did there.
    """

    pointer: str
    theirs: Deed
    ours: Deed


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A place in the three documents and in the merged one, where it is there.

    Items of a list have another index in each of them.
    """

    role: PartRole | None
    tokens: tuple[Token, Token, Token, Token] = (None, None, None, None)
    above: SharedPlace | None = None

    def member(self, key: str) -> SharedPlace:
        """Go to a member."""
        return self.item((key, key, key, key), key)

    def item(
        self, tokens: tuple[Token, Token, Token, Token], name: str = ""
    ) -> SharedPlace:
        """Go to an item, at its index in each document: merged, base, theirs, ours."""
        return SharedPlace(self.role and self.role.below(name), tokens, self)

    def pointer(self, side: Side) -> str:
        """Point to it in one of the documents, which has to hold it."""
        index = _SIDES.index(side)
        tokens: list[str] = []
        place: SharedPlace | None = self
        while place and place.above:
            tokens.append(escape(str(place.tokens[index])))
            place = place.above
        return "".join(f"/{token}" for token in reversed(tokens))

    @property
    def known_pointer(self) -> str:
        """Point to it in ours or, where ours lacks it, in the base or in theirs."""
        place: SharedPlace | None = self
        lacking: set[Side] = set()
        while place and place.above:
            lacking |= {
                side
                for side, token in zip(_SIDES, place.tokens, strict=True)
                if token is None
            }
            place = place.above
        order: tuple[Side, ...] = ("ours", "base", "theirs")
        return self.pointer(next(side for side in order if side not in lacking))
