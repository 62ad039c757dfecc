"""Pages made of templates: no script, no address of others, one style in the page."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, and what it may do in a browser (Content-Security-Policy)."""

    content: bytes
    policy: str


def page(
    template: str, values: Mapping[str, object], *, leaving_for: str | None = None
) -> WebPage:
    """Return the page of a template.

    Args:
        template: its name, without the suffix.
        values: what it shows.
        leaving_for: where its forms may lead in the end; browsers hold redirections
            against the policy, too.
    """
    found = _environment().get_template(f"{template}.html")
    text = found.render(style=Markup(_style()), **values)  # noqa: S704 - a file of ours
    targets = "'self'" if leaving_for is None else f"'self' {_source(leaving_for)}"
    policy = (
        f"default-src 'none'; style-src 'sha256-{_style_digest()}'; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
    return WebPage(text.encode(), policy)


def host_of(url: str) -> str:
    """Return the host of a URL, for people to read."""
    return urlsplit(url).netloc


def _source(url: str) -> str:
    parts = urlsplit(url)
    # Policies have no way to say an IPv6 address (CSP 3 §2.3.1).
    return "http:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return (_TEMPLATES / "style.css").read_text("utf-8").strip()


@cache
def _style_digest() -> str:
    return b64encode(hashlib.sha256(_style().encode()).digest()).decode()
