"""Exceptions as they may be logged: where and of what kind, not with which values.

The message of an exception often quotes what a client sent: a password in a ValueError,
an address in the database's `DETAIL`. So messages are left out, except where a class of
exceptions says nothing but what stands in the code.
"""

import os
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final

# Their messages name attributes, types and modules.
_HARMLESS: Final = frozenset({AttributeError, ImportError, NameError, TypeError})
_LONGEST: Final = 20
_MOST_FRAMES: Final = 60


def described(error: BaseException, *, in_full: bool) -> list[dict[str, Any]]:
    """Return an exception and those it comes from, the outermost first.

    Args:
        error: the exception.
        in_full: with all messages.
    """
    return [
        {
            "exc_type": kind(each),
            "exc_value": str(each) if in_full else message(each),
            "is_cause": is_cause,
            "frames": _frames(each.__traceback__),
        }
        for each, is_cause in _chain(error)
    ]


def text(error: BaseException, *, in_full: bool) -> str:
    """Return what `described` does, for people; each line is indented."""
    lines = []
    for each in described(error, in_full=in_full):
        said = f": {each['exc_value']}" if each["exc_value"] else ""
        lead = "because of " if each["is_cause"] else ""
        lines.append(f"{lead}{each['exc_type']}{said}")
        lines += [
            f"  {frame['filename']}:{frame['lineno']} {frame['name']}"
            for frame in each["frames"]
        ]
    return "\n".join(f"    {line}" for line in lines)


def message(error: BaseException) -> str:
    """Return as much of an exception's message as can't hold what a client sent."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}] {os.strerror(error.errno)}"
    if state := getattr(error, "sqlstate", None):
        constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
        return f"SQLSTATE {state}" + (f", {constraint}" if constraint else "")
    if type(error) in _HARMLESS or type(error).__module__.startswith("impl.database."):
        return str(error)
    return ""


def kind(error: BaseException) -> str:
    """Return the name of an exception's class, with its module."""
    cls = type(error)
    name = cls.__qualname__
    return name if cls.__module__ == "builtins" else f"{cls.__module__}.{name}"


def _chain(error: BaseException) -> Iterator[tuple[BaseException, bool]]:
    seen: set[int] = set()
    waiting: list[tuple[BaseException, bool]] = [(error, False)]
    while waiting and len(seen) < _LONGEST:
        each, is_cause = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each, is_cause
        earlier = each.__cause__
        if earlier is None and not each.__suppress_context__:
            earlier = each.__context__
        if earlier is not None:
            waiting.append((earlier, True))
        if isinstance(each, BaseExceptionGroup):
            waiting += [(member, True) for member in reversed(each.exceptions)]


def _frames(last: TracebackType | None) -> list[dict[str, Any]]:
    found = [
        {
            "filename": frame.f_code.co_filename,
            "lineno": line,
            "name": frame.f_code.co_name,
        }
        for frame, line in traceback.walk_tb(last)
    ]
    return found[-_MOST_FRAMES:]
