"""Lower rate limits: an operation's own `x-rate-limit`, or that of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.runtime.contract.operation import RateLimit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.codegen.load.source import Source

# How often an operation may be asked for; in the root, any that says nothing itself.
RATE_LIMIT = "x-rate-limit"
DEFAULT_NAME = "default"


def rate_limit_of(
    node: Mapping[str, Any], source: Source, operation_id: str
) -> RateLimit | None:
    """Return the limit of an operation, which is called as it unless it has a name."""
    if is_said(node.get(RATE_LIMIT)):
        return named_limit(node[RATE_LIMIT], operation_id)
    root = source.get(f"/{RATE_LIMIT}")
    return named_limit(root, DEFAULT_NAME) if is_said(root) else None


def is_said(said: Any) -> bool:
    """Is it a limit as this compiler reads it, or none? Others have other shapes."""
    return said is False or (isinstance(said, dict) and "quota" in said)


def named_limit(said: Any, name: str) -> RateLimit | None:
    """Return a sound limit with the name it says, or else with `name`."""
    if not said:
        return None
    # Names are sent in header fields, where only ASCII has a place.
    name = name.encode("ascii", "backslashreplace").decode("ascii")
    return RateLimit(
        said.get("name", name), said["quota"], said["window"], said.get("by", "caller")
    )
