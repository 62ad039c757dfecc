"""What makes a difference to how a schema is written, of where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from impl.engine.comparison.contract.hidden_properties import NONE


@dataclass(frozen=True, slots=True)
class SchemaContext:
    """Where a schema stands, as far as it makes a difference to how it is written.

    Attributes:
        hidden: the properties that what stands around it hides; None where no schema
            hides any.
        by_letter: whether parents stand for themselves alone, and not for their heirs,
            and what discriminators tell apart may be told apart by schemas as well:
            what is not to fit, and what fits one alone, validators have to agree on.
        as_counted: whether others count by the letter what stands there.
    """

    hidden: frozenset[str] | None = NONE
    by_letter: bool = False
    as_counted: bool = False

    @property
    def forbids(self) -> bool:
        """Whether what is never sent is refused, and not anything whatsoever."""
        return self.by_letter or self.as_counted
