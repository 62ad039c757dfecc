"""Write out what a contract says without words, to compare it like the rest."""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.contract.inheritance import with_heirs
from impl.engine.comparison.contract.libraries import as_component, with_library
from impl.engine.comparison.contract.sequences import with_sequences

# No contract is expected to have members of this name.
_WRITTEN_OUT = "/x-countersign-"


class PreparedContent(dict[str, Any]):
    """A contract in which all that has been written out before."""


def prepared(content: Any) -> Any:
    """Return a contract with sequences, heirs and uses of components written out."""
    if not isinstance(content, dict) or isinstance(content, PreparedContent):
        return content
    return with_heirs(with_library(with_sequences(content)))


def as_written(pointer: str) -> str:
    """Return the pointer of what the contract really has at, or around, a place."""
    return as_component(pointer).partition(_WRITTEN_OUT)[0]
