"""Commands that people copy into a shell to send a request again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from urllib.parse import urlsplit

from scripts.fuzzing.given_headers import Secrets

# Clients write these themselves, and they change nothing here.
_IMPLIED = frozenset(
    {
        *("accept-encoding", "connection", "content-length", "host", "user-agent"),
        "x-schemathesis-testcaseid",
    }
)
_PLAIN = re.compile(r"[\x20-\x7e]*")


def curl(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]],
    body: bytes | None,
    secrets: Secrets,
    printing: str = "",
) -> str:
    """Return the command that sends a request; given headers are variables in it.

    `printing` is a command that prints the body, where that is too long to be shown.
    """
    words = ["curl", "-i", "-X", quoted(method)]
    if method == "HEAD":
        words = ["curl", "-I"]
    if re.search(r"[\[\]{}]", url):
        words.append("-g")
    if re.search(r"/\.{1,2}(/|$)", urlsplit(url).path):
        words.append("--path-as-is")
    named = set()
    for name, value in headers:
        if name.lower() in _IMPLIED or (name.lower(), value) == ("accept", "*/*"):
            continue
        named.add(name.lower())
        words += ["-H", _header(name, value, secrets)]
    before = ""
    if body is not None and (body or method in {"POST", "PUT", "PATCH"}):
        if "content-type" not in named:
            words += ["-H", "'Content-Type:'"]
        text = body.decode("latin-1")
        if printing:
            before = f"{printing} | "
            words += ["--data-binary", "@-"]
        elif b"\0" in body or text.startswith("@"):
            masked = secrets.masked(text).encode("latin-1")
            before = f"printf '{_octal(masked)}' | "
            words += ["--data-binary", "@-"]
        else:
            words += ["--data-binary", quoted(secrets.masked(text))]
    return f"{before}{' '.join(words)} {quoted(secrets.masked(url))}"


def raw(address: str, tls: bool, data: bytes, secrets: Secrets) -> str:
    """Return the command that sends bytes to HOST:PORT as they are."""
    host, _, port = address.rpartition(":")
    sending = f"openssl s_client -quiet -connect {quoted(address)}"
    if not tls:
        sending = f"nc {quoted(host.strip('[]'))} {port}"
    text = secrets.masked(data.decode("latin-1"))
    names = "|".join(sorted({each.variable for each in secrets.headers}))
    parts = re.split(rf"\$({names})\b", text) if names else [text]
    # A variable is an argument: what it holds must not be read as a format.
    pattern = "%s".join(_octal(part.encode("latin-1")) for part in parts[::2])
    words = ["printf", f"'{pattern}'", *(f'"${name}"' for name in parts[1::2])]
    return f"{' '.join(words)} | {sending}"


def quoted(text: str) -> str:
    """Return a text of Latin-1 characters, which stand for bytes, as a shell's word."""
    if _PLAIN.fullmatch(text):
        return shlex.quote(text)
    return "$'" + "".join(_escaped(character) for character in text) + "'"


def _header(name: str, value: str, secrets: Secrets) -> str:
    if variable := secrets.variable(name, value):
        return f'"{name}: ${variable}"'
    # A field that is empty, and not left out, ends in a semicolon for curl.
    return quoted(secrets.masked(f"{name}: {value}" if value else f"{name};"))


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if " " <= character <= "~":
        return character
    return f"\\x{ord(character):02x}"


def _octal(data: bytes) -> str:
    special = {ord("\\"): "\\\\", ord("%"): "%%", ord("'"): "\\047"}
    return "".join(
        special.get(byte)
        or (chr(byte) if 0x20 <= byte <= 0x7E else _CONTROLS.get(byte, f"\\{byte:03o}"))
        for byte in data
    )


_CONTROLS = {0x0D: "\\r", 0x0A: "\\n", 0x09: "\\t"}
