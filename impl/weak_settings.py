"""What is wrong with settings that have the right form."""

import re
from ipaddress import ip_network
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr

ADVICE: Final = "`openssl rand -base64 48` makes one"
# As services compiled here take them, which load too much to be asked at start.
_ORIGIN: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]+)?"
)
_MAIL: Final = re.compile(r"console|file:.+|smtps?://[^/\s]+/?")
_FROM: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+|[^@<>\r\n]{1,100}<[^\s@<>]+@[^\s@<>]+>")
_SECRET_KEY_LENGTH: Final = 32
_SECRET_KEY_VARIETY: Final = 12


def separated(text: str) -> tuple[str, ...]:
    """Return the parts of a text that commas separate."""
    return tuple(part for each in text.split(",") if (part := each.strip()))


def _fault_of_key(field: str, key: SecretStr, given: dict[str, Any]) -> str:
    if field == "other_secret_key" and key == given.get("secret_key"):
        return "is COUNTERSIGN_SECRET_KEY itself; it is for the other one"
    text = key.get_secret_value()
    if len(text) < _SECRET_KEY_LENGTH or len(set(text)) < _SECRET_KEY_VARIETY:
        return f"is too weak: give at least 32 random characters; {ADVICE}"
    return ""


def _fault_of_origins(origins: tuple[str, ...]) -> str:
    if "*" in origins:
        return "" if len(origins) == 1 else "has others beside *, which is for all"
    for each in origins:
        if not _ORIGIN.fullmatch(each.lower()):
            return f"has {each!r}: an origin is as https://app.example.com, no path"
    return ""


def _fault_of_address(url: str, *, in_production: bool) -> str:
    """Say what is wrong with where clients are; what they are sent is put after it."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"http", "https"}:
        return "must start with http:// or https://"
    if in_production and scheme != "https":
        return "must use https in production"
    try:
        is_port = urlsplit(url).port != 0
    except ValueError:
        is_port = False
    if not is_port or not _ORIGIN.fullmatch(f"{scheme}://{rest.lower()}"):
        return "is as https://api.example.com or with a port, and without a path"
    return ""


def _fault_of_proxies(proxies: tuple[str, ...]) -> str:
    for each in proxies:
        try:
            is_everybody = ip_network(each, strict=False).prefixlen == 0
        except ValueError:
            is_everybody = each == "*"
            if not is_everybody:
                return f"has {each!r}: it is an IP address or a network of such"
        if is_everybody:
            return f"has {each!r}: everybody could say to be anybody"
    return ""


def _fault_of_sender(url: str, *, in_production: bool) -> str:
    if not _MAIL.fullmatch(url):
        return (
            "is none of: console, file:FOLDER, "
            "smtp://[user:password@]host[:port], smtps://…"
        )
    if in_production and url == "console":
        return "console is for development: it shows tokens to who reads the log"
    try:
        is_port = not url.startswith("smtp") or urlsplit(url).port != 0
    except ValueError:
        is_port = False
    return "" if is_port else "has a port that there can't be"


def fault_of(field: str, given: dict[str, Any]) -> str:
    """Say what is wrong with a field beside those above it; nothing if all is well."""
    in_production = given.get("environment") == "production"
    match field, given[field]:
        case "secret_key" | "other_secret_key", SecretStr() as key:
            return _fault_of_key(field, key, given)
        case "public_url", url:
            return _fault_of_address(url, in_production=in_production)
        case "trusted_proxies", text:
            return _fault_of_proxies(separated(text))
        case "allowed_origins", text:
            return _fault_of_origins(separated(text))
        # An empty one is what templates make of a variable that is not set.
        case "database_url", url if in_production and not url:
            return "must be set in production"
        case "max_held_bytes", most:
            if most < 2 * given.get("max_body_bytes", 0):
                return (
                    "must be at least twice COUNTERSIGN_MAX_BODY_BYTES: nobody may "
                    "hold more than half of it"
                )
        case "log_level", "debug" if in_production:
            return "at debug may log personal data; use info in production"
    return ""


def fault_of_mail(field: str, given: dict[str, Any]) -> str:
    """Say what is wrong with a setting of mail; nothing if all is well."""
    url = given.get("mail")
    sender = url.get_secret_value() if url else ""
    match field, given[field]:
        case "mail", secret if secret:
            in_production = given.get("environment") == "production"
            return _fault_of_sender(sender, in_production=in_production)
        case "mail_from", text:
            if not _FROM.fullmatch(text):
                return "is an address, or as: Countersign <mail@example.com>"
            if sender.startswith("smtp") and text.rstrip(">").endswith(".invalid"):
                return "must be set: no server takes mail from nowhere"
        case "mail_page_url", text if text:
            if urlsplit(text).scheme not in {"http", "https"}:
                return "must start with http:// or https://"
    return ""
