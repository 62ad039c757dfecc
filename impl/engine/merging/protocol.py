"""What those who edit a node ask of whoever rewrites the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from impl.engine.merging.draft import Draft
    from impl.engine.merging.insertions import Insertions
    from impl.engine.merging.nodes import Node, NodeEntry
    from impl.engine.merging.plans import KeptMember


class Rewriting(Protocol):
    """The changes to one text."""

    @property
    def draft(self) -> Draft:
        """The text."""

    @property
    def insertions(self) -> Insertions:
        """The text of what comes in."""

    @property
    def gone_comments(self) -> frozenset[str]:
        """Comments that go with what they stand above."""

    def visit(self, entry: NodeEntry, kept: KeptMember, parent: Node) -> None:
        """Make one member or item say what is wanted."""
