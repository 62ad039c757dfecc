"""What somebody typed into a form that is not taken, given back to be kept."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from generated.runtime.http.headers import Headers

# What people type themselves, and others may see on a screen: a form holds much more,
# which pages and scripts put there.
_TYPED: Final = frozenset(
    {
        *("body", "contact", "description", "display_name", "document", "headers"),
        *("name", "note", "path", "reason", "title", "url", "version"),
    }
)
_MOST: Final = 250_000


def typed(form: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the fields that hold words of a person, with what they are called."""
    return [
        (name.replace("_", " ").capitalize(), text)
        for name, text in form.items()
        if name in _TYPED and 0 < len(text.strip()) <= _MOST
    ]


def is_own(fields: Headers, root: str) -> bool:
    """Tell whether a browser says that a form stood in a page of this service.

    Only such words are shown again: others could put theirs into our pages (Fetch
    Metadata; browsers without it send an Origin, RFC 6454 §7).
    """
    site = fields.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    parts = urlsplit(root)
    return fields.get("origin") == f"{parts.scheme}://{parts.netloc}"
