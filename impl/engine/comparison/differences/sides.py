"""Who sends a message, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import (
        ContractSchemas,
        Layer,
        SchemaNode,
    )
    from impl.engine.comparison.differences.shared_parts import SharedParts
    from impl.engine.comparison.kinds.kind import MessageDirection

T = TypeVar("T")


@dataclass(frozen=True)
class Sides:
    """The two contracts, in the roles that they have in one direction.

    What was sent before must still be understood: of a request to the API the base is
    the sender, of a response the revision is. In callbacks and webhooks, where the API
    sends the request, the two are swapped.

    Attributes:
        sender: the schemas of the sender's contract.
        reader: the schemas of the reader's contract.
        sender_is_base: whether the sender follows the base.
        reader_is_client: whether the API sends and its client reads.
        sharing: what both contracts have in common.
        direction: whether this is about requests or responses.
    """

    sender: ContractSchemas
    reader: ContractSchemas
    sender_is_base: bool
    reader_is_client: bool
    sharing: SharedParts
    direction: MessageDirection

    def same(self, pair: tuple[SchemaNode, SchemaNode]) -> bool:
        """Tell whether sender and reader say the same, word for word."""
        ours, theirs = pair
        if len(ours) != len(theirs):
            return False
        return all(
            self.same_place(*places) for places in zip(ours, theirs, strict=True)
        )

    def same_place(self, sender: str, reader: str) -> bool:
        """Tell whether the sender says at one place what the reader says at another."""
        base, revision = self.ordered(sender, reader)
        return self.sharing.same(base, revision)

    def layers(
        self, pair: tuple[SchemaNode, SchemaNode]
    ) -> tuple[tuple[Layer, ...], tuple[Layer, ...]]:
        """Give the layers of both."""
        return self.sender.layers(pair[0]), self.reader.layers(pair[1])

    def ordered(self, sender: T, reader: T) -> tuple[T, T]:
        """Put what belongs to sender and reader in the order base, revision."""
        return (sender, reader) if self.sender_is_base else (reader, sender)
