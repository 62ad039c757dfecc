"""What is wrong with settings that have the right form."""

from typing import Any, Final
from urllib.parse import urlsplit

ADVICE: Final = "`openssl rand -base64 48` makes one"
_SECRET_KEY_LENGTH: Final = 32
_SECRET_KEY_VARIETY: Final = 12


def fault_of(field: str, given: dict[str, Any]) -> str:
    """Say what is wrong with a field beside those above it; nothing if all is well."""
    in_production = given.get("environment") == "production"
    match field, given[field]:
        case "secret_key", key:
            text = key.get_secret_value()
            if len(text) < _SECRET_KEY_LENGTH or len(set(text)) < _SECRET_KEY_VARIETY:
                return f"is too weak: give at least 32 random characters; {ADVICE}"
        case "public_url", url:
            scheme = urlsplit(url).scheme
            if scheme not in {"http", "https"}:
                return "must start with http:// or https://"
            if in_production and scheme != "https":
                return "must use https in production"
        case "database_url", None if in_production:
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
