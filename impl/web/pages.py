"""Pages made of templates: no address of others, one style and no script in them."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from impl.web import words

# What strangers write may have characters that no page and no feed has, even escaped
# (HTML §13.2.3.5, XML 1.0 §2.2).
_UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
)
_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, and what it may do in a browser (Content-Security-Policy)."""

    content: bytes
    policy: str


def page(
    template: str,
    values: Mapping[str, object],
    *,
    leaving_for: str | None = None,
    style: str = "style",
    has_scripts: bool = False,
) -> WebPage:
    """Return the page of a template.

    Args:
        template: its name, without the suffix.
        values: what it shows.
        leaving_for: where its forms may lead in the end; browsers hold redirections
            against the policy, too.
        style: the name of its style sheet.
        has_scripts: whether scripts of ours run in it, which ask nobody else; none
            stands in the page itself.
    """
    found = _environment().get_template(f"{template}.html")
    sheet = Markup(_style(style))  # noqa: S704 - a file of ours
    text = _writable(found.render(style=sheet, **values))
    targets = "'self'" if leaving_for is None else f"'self' {_source(leaving_for)}"
    scripts = "script-src 'self'; connect-src 'self'; " if has_scripts else ""
    policy = (
        f"default-src 'none'; {scripts}style-src 'sha256-{_style_digest(style)}'; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
    return WebPage(text.encode(), policy)


def feed(template: str, values: Mapping[str, object]) -> bytes:
    """Return a feed that a template makes, as XML."""
    text = _environment().get_template(f"feeds/{template}.xml").render(**values)
    return _writable(text).encode()


def host_of(url: str) -> str:
    """Return the host of a URL, for people to read."""
    return urlsplit(url).netloc


def _source(url: str) -> str:
    parts = urlsplit(url)
    # Policies have no way to say an IPv6 address (CSP 3 §2.3.1).
    return "http:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words.FILTERS)
    return environment


@cache
def _style(name: str) -> str:
    return (_TEMPLATES / f"{name}.css").read_text("utf-8").strip()


@cache
def _style_digest(name: str) -> str:
    return b64encode(hashlib.sha256(_style(name).encode()).digest()).decode()
