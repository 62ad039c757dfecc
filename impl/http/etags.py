"""Entity tags and conditions (RFC 9110 §8.8.3 and §13.1)."""

import re
from typing import Final

_TAG: Final = re.compile(r'(W/)?"([!#-~]*)"')


class _AnyTag(frozenset[str]):
    """What `*` stands for: the tag of whatever state there is."""

    def __contains__(self, tag: object) -> bool:
        return True


def etag(tag: str) -> str:
    """Return a strong entity tag."""
    return f'"{tag}"'


def strong_tags(if_match: str) -> frozenset[str]:
    """Return the tags that If-Match accepts; weak ones never match (§13.1.1)."""
    if if_match == "*":
        return _AnyTag()
    return frozenset(tag for weak, tag in _TAG.findall(if_match) if not weak)


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Tell whether the client has this state already, weakly compared (§13.1.2)."""
    if if_none_match is None:
        return False
    if if_none_match == "*":
        return True
    return any(each == tag for _, each in _TAG.findall(if_none_match))
