"""What somebody typed into a form that is not taken, given back to be kept."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from generated.runtime.http.headers import Headers

# What people don't type, or nobody else is to see on a screen.
_UNSAID: Final = frozenset(
    {
        *("csrf", "tag", "id", "revision", "action", "verdict", "answer", "state"),
        *("email", "username", "password", "current_password", "new_password", "code"),
        *("token", "secret", "recovery_code"),
    }
)
_MOST: Final = 250_000


def typed(form: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the fields that hold words of a person, with what they are called."""
    return [
        (name.replace("_", " ").capitalize(), text)
        for name, text in form.items()
        if name not in _UNSAID and "." not in name and 0 < len(text.strip()) <= _MOST
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
