"""Rate limits that are none, or that contradict each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from impl.engine.openapi.pointers import escape
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.rate_limits import (
    DEFAULT_NAME,
    RATE_LIMIT,
    is_said,
    named_limit,
)
from scripts.codegen.runtime.contract.operation import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source

_BY = get_args(get_type_hints(RateLimit)["by"])
# Integers and strings of structured fields (RFC 9651, §3.3).
_MOST = 999_999_999_999_999
_NAME = re.compile(r"[ -~]{1,100}")


def rate_limit_faults(source: Source) -> Iterator[Fault]:
    """Yield an error for each limit that can't be kept, and tell of each unread one."""
    known: dict[str, tuple[RateLimit, str]] = {}
    for place, name in _places(source):
        said = source.get(place)
        if not is_said(said):
            message = f"{RATE_LIMIT} has no quota: it limits nothing here."
            yield diagnostic(source, place, "CG413", message)
            continue
        faults = list(_faults(source, place, said))
        yield from faults
        limit = None if faults else named_limit(said, name)
        if limit is None:
            continue
        first, there = known.setdefault(limit.name, (limit, place))
        if first != limit:
            line = source.place(there)[1].line
            message = f"The limit {limit.name!r} of line {line} is another one."
            yield diagnostic(source, place, "CG412", message)


def _places(source: Source) -> Iterator[tuple[str, str]]:
    """Yield where limits stand, once each, and what they are called by default."""
    if RATE_LIMIT in source.content:
        yield f"/{RATE_LIMIT}", DEFAULT_NAME
    seen = set()
    for path, method, _, pointer in source.operations():
        node = source.get(pointer)
        if RATE_LIMIT in node and pointer not in seen:
            seen.add(pointer)
            name = node.get("operationId") or f"{method} {path}"
            yield f"{pointer}/{RATE_LIMIT}", name


def _faults(source: Source, place: str, said: Any) -> Iterator[Fault]:
    if said is False:
        return
    for member in ("quota", "window"):
        number = said.get(member)
        if member not in said:
            message = f"{RATE_LIMIT} has no {member}."
            yield diagnostic(source, place, "CG411", message)
        elif type(number) is not int or not 1 <= number <= _MOST:
            message = f"The {member} is not a whole number, at least 1."
            yield diagnostic(source, f"{place}/{member}", "CG411", message)
    by, name = said.get("by", "caller"), said.get("name", DEFAULT_NAME)
    if by not in _BY:
        message = f"Requests can't be counted by {by!r}."
        yield diagnostic(source, f"{place}/by", "CG411", message)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        message = "The name is not a text of 1 to 100 ASCII characters."
        yield diagnostic(source, f"{place}/name", "CG411", message)
    for member in said:
        if member not in {"quota", "window", "by", "name"}:
            message = f"A limit has no {member!r}."
            yield diagnostic(source, f"{place}/{escape(str(member))}", "CG411", message)
