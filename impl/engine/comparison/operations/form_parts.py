"""The form that is compared, and what its parts are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from impl.engine.comparison.operations.operation_pair import MessageSpot, located

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.kinds.of_parts import PartKinds
    from impl.engine.comparison.operations.form_messages import FormMessages
    from impl.engine.comparison.operations.operation_pair import OperationPair

# The form as the sender and as the reader declares it.
FormContents = tuple["DeclaredContent", "DeclaredContent"]


@dataclass(frozen=True)
class FormParts:
    """The form of one operation's requests or of one of its responses.

    Attributes:
        operations: the operation and what it became, which take the differences.
        kinds: what can happen to a part, in requests or in responses.
        body: what people call the body.
        messages: makes messages that have it.
    """

    operations: OperationPair
    kinds: PartKinds
    body: str
    messages: FormMessages

    def spot(self, pair: FormContents, name: str, label: str = "") -> MessageSpot:
        """Name a property of a form, or a header of its part."""
        part, places = f"part {name}", (pair[0].pointer, pair[1].pointer)
        body = "body" if self.body == "request body" else self.body
        where = f"{body} {pair[0].media_type} {part}"
        location = located(
            self.operations.sides.ordered(*places), self.operations.base.place, where
        )
        return MessageSpot(places, part, part, location, f"{name} {label}".rstrip())
