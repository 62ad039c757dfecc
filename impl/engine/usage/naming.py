"""How usages name what a contract has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.contract.message_parts import normal_media_type
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.usage.documents import BodyUsage


def key_of(written: str) -> str:
    """Write an operation so that the names of its path parameters don't matter."""
    return EXPRESSION.sub("{}", written)


def label_of(parameter: DeclaredParameter) -> str:
    """Call a parameter as usages do: by its place and name."""
    place, name = parameter.key
    return f"{place} {name}"


def normal_label(written: str) -> str:
    """Write the place and name of a parameter as `label_of` does."""
    place, _, name = written.partition(" ")
    return f"{place} {name.lower()}" if place == "header" else written


def declared_for(
    status: str, responses: Mapping[str, DeclaredMessage]
) -> dict[str, DeclaredMessage]:
    """Give what a contract declares for a status, a range of them, or `default`.

    A range is what is declared for it, and for each status within it.
    """
    if status.isdigit():
        found = statuses.covering(status, responses)
        return {} if found is None else {status: found}
    within = {
        key: held
        for key, held in responses.items()
        if key == status or (key.isdigit() and key[0] == status[0])
    }
    if status not in within and status != "default" and "default" in responses:
        within[status] = responses["default"]
    return within


def contents_of(
    used: BodyUsage, contents: Mapping[str, DeclaredContent]
) -> dict[str, DeclaredContent]:
    """Give the contents in which a body is used."""
    if used.media_types is None:
        return dict(contents)
    names = [normal_media_type(name) for name in used.media_types]
    held = dict(contents)
    wanted = [media_ranges.covering(name, held) for name in names]
    return {name: content for name, content in held.items() if content in wanted}
