"""What can happen to how the parts of a form are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    MessageDirection,
    Misreading,
)
from impl.engine.comparison.kinds.kinds_of_changes import (
    EXTENT,
    LIFECYCLE,
    OBLIGATION,
    PRESENCE,
    each,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class PartKinds:
    """The kinds of facts about the parts of forms of one direction.

    Attributes:
        media_type: about the media types that a part may have.
        header: about the headers of a part.
        format: what formats the values of a header have.
        default: about what the absence of one, or of what is in it, means.
        reserved: about reserved characters in a property.
        serialization: a property is written in another way.
        encoding: what is in a part is written in another way.
    """

    media_type: Mapping[Effect, FactKind]
    header: Mapping[Effect, FactKind]
    format: FactKind
    default: Mapping[Effect, FactKind]
    reserved: Mapping[Effect, FactKind]
    serialization: FactKind
    encoding: FactKind

    @property
    def all(self) -> tuple[FactKind, ...]:
        """All of them."""
        groups = (self.media_type, self.header, self.default, self.reserved)
        found = [kind for group in groups for kind in group.values()]
        return (*found, self.format, self.serialization, self.encoding)


def _parts_of(direction: MessageDirection, titled: str) -> PartKinds:
    subject = f"{direction}-part"
    return PartKinds(
        each(
            f"{subject}-media-type",
            f"Media types of a part of a form{titled}",
            EXTENT,
            direction,
        ),
        each(
            f"{subject}-header",
            f"Header of a part of a form{titled}",
            (*PRESENCE, *OBLIGATION, Effect.CHANGED, *LIFECYCLE),
            direction,
        ),
        FactKind(
            f"{subject}-header-format-changed",
            f"Format of a header of a part of a form{titled} changed",
            direction,
            Effect.CHANGED,
            level="risky",
            level_in_code="breaking",
        ),
        each(
            f"{subject}-header-default",
            f"Default of a header of a part of a form{titled}",
            (*PRESENCE, Effect.CHANGED),
            direction,
            risky=(Effect.REMOVED, Effect.CHANGED),
        ),
        each(
            f"{subject}-reserved-characters",
            f"Property of a form{titled} with reserved characters",
            (Effect.ALLOWED, Effect.FORBIDDEN),
            direction,
            risky=(Effect.FORBIDDEN,),
        ),
        FactKind(
            f"{subject}-serialization-changed",
            f"Way in which a property of a form{titled} is written changed",
            direction,
            Effect.CHANGED,
            misreading=Misreading.FORM,
        ),
        FactKind(
            f"{subject}-encoding-changed",
            f"Way in which parts of a part of a form{titled} are written changed",
            direction,
            Effect.CHANGED,
            level="risky",
            level_in_code="risky",
        ),
    )


REQUEST_PARTS = _parts_of("request", "")
RESPONSE_PARTS = _parts_of("response", " that is answered")
