"""Templates of paths, and of the URLs of servers and callbacks.

Compiled packages get a copy of this file, which is why it stands alone.
"""

import re

# A template expression: a name in braces.
EXPRESSION = re.compile(r"\{([^{}]*)\}")
_MARK = re.compile(r"[?#]")


def served_path(path: str) -> str:
    """Give the part of a path that a request's path can match (RFC 3986, 3.3)."""
    return _MARK.split(path, maxsplit=1)[0] or "/"
