"""Content codings: the one that is worth having, and who takes it (RFC 9110 §12.5.3).

Only for what is the same for everybody: the size of a compressed answer that mixes a
secret with what an attacker chose gives the secret away.
"""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

_CODING: Final = re.compile(
    r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)"
    r"(?:[ \t]*;[ \t]*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
# Smaller than this, a header field costs what compression saves.
_WORTH_IT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Representation:
    """Content as it is sent; `tag` names exactly these bytes."""

    content: bytes
    tag: str
    coding: Literal["gzip"] | None = None


@dataclass(frozen=True, slots=True)
class Public:
    """Content for everybody, plain and compressed; `packed` is None if useless."""

    plain: Representation
    packed: Representation | None

    def chosen(self, accept_encoding: str | None) -> Representation:
        """Return the representation for a client's Accept-Encoding field."""
        if self.packed is not None and takes_gzip(accept_encoding):
            return self.packed
        return self.plain


def public(content: bytes) -> Public:
    """Return content that is ready for any client; compressing takes a while."""
    tag = sha256(content).hexdigest()
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    useful = len(packed) < len(content) * _WORTH_IT
    return Public(
        Representation(content, tag),
        Representation(packed, f"{tag}-gzip", "gzip") if useful else None,
    )


def takes_gzip(accept_encoding: str | None) -> bool:
    """Tell whether a client takes gzip, and likes it no less than plain content.

    A field that can't be read asks for nothing.
    """
    weights: dict[str, float] = {}
    for part in (accept_encoding or "").split(","):
        if not part.strip(" \t"):
            continue
        found = _CODING.fullmatch(part.strip(" \t"))
        if found is None:
            return False
        name, weight = found.groups()
        weights[name.lower()] = 1.0 if weight is None else float(weight)
    others = weights.get("*", 0.0)
    wanted = weights.get("gzip", weights.get("x-gzip", others))
    return wanted > 0 and wanted >= weights.get("identity", 0.0)
