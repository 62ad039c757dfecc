"""What a rule plays with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedCaller, PlayedReply
from scripts.fuzzing.sequences.making import ItemMaker
from scripts.fuzzing.sequences.places import Place
from scripts.fuzzing.sequences.stage import PlayedItem, Stage
from scripts.fuzzing.sequences.subjects import PlayedCollection

# Those who must not be let in, by what is called and where: a name and the headers.
Forbidden = Callable[[str, Place], list[PlayedCaller]]


def _nobody(operation: str, place: Place) -> list[PlayedCaller]:
    """Know nothing of who may do what."""
    del operation, place
    return []


@dataclass(frozen=True)
class PlayedRights:
    """What is known of callers besides what their headers say.

    Attributes:
        is_private: whether nothing that one caller made is for any other one.
        ends_at_once: whether a token that was revoked is no good from then on, even one
            that tells itself how long it is good for.
        forbidden: tells for an `operationId`, and where it is called, who must be
            refused.
    """

    is_private: bool = False
    ends_at_once: bool = False
    forbidden: Forbidden = _nobody


@dataclass(frozen=True)
class Play:
    """One collection on a stage.

    Attributes:
        stage: where requests are sent.
        maker: what makes items.
        collection: what is played on.
        rights: what is known of callers.
    """

    stage: Stage
    maker: ItemMaker
    collection: PlayedCollection
    rights: PlayedRights = field(default_factory=PlayedRights)

    def make(self, **options: Any) -> PlayedItem:
        """Make an item of the collection."""
        return self.maker.make(self.collection, **options)

    def beside(self, item: PlayedItem, **options: Any) -> PlayedItem:
        """Make another item where one is."""
        return self.maker.make(self.collection, item.ground, **options)

    def finding(
        self, check: str, title: str, message: str, *replies: PlayedReply | None
    ) -> FuzzFinding:
        """Return a finding about the last of the replies, which the others led to."""
        return self.stage.service.finding(check, title, message, *replies)


Rule = Callable[[Play], Iterator[FuzzFinding]]
