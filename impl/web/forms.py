"""Forms of pages, held against the schemas that the API's bodies are held against."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from pydantic_core import from_json
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from generated.contract import CONTRACT
from generated.runtime.bodies.forms import parse_urlencoded
from generated.runtime.bodies.multipart import Multipart
from generated.runtime.contract.gate import InvalidValue
from generated.runtime.contract.violations import Violation
from impl.errors import DomainError, Flaw

_MOST_FIELDS: Final = 200
# Of conflicts, the field that they are about.
_FIELDS: Final = {"name_taken": "name"}
# What programs are told by names of headers and fields, which people never see.
_SAID: Final = {
    "precondition_failed": "This was changed since you opened it, here or elsewhere. "
    "Look at what it is now, and send yours again if it still makes sense.",
    "second_factor_required": "Log-in takes a code of your authenticator, too, or a "
    "recovery code.",
}
# What is said in place of a pattern, by the field that does not match it.
_WANTED: Final = {
    "token": "That is not what a letter brings: copy all of it.",
    "code": "A code has six digits, a recovery code four groups of four.",
    "name": "It begins with a letter, and ends with one or a digit, such as my-team-2.",
}
_EMPTY: Final = "is shorter than 1 character"
# A new password has to be long; one that is too short to be the one of now is wrong.
_NOT_OF_NOW: Final = "The current password is wrong."


Faults = Mapping[str, Sequence[str]]


class FormRefused(Exception):
    """A form says what may not be said; `faults` are of its fields by name."""

    def __init__(self, faults: Faults) -> None:
        super().__init__("a form is not right")
        self.faults = faults


class FormTooLarge(Exception):
    """A form has more bytes, or fields, than one may have."""


async def read(receive: Receive, most: int) -> dict[str, str]:
    """Return the fields of a form; of those with one name the last.

    Raises:
        FormTooLarge: it has more than `most` bytes, or very many fields.
        FormError: it is not well-formed.
        ClientDisconnect: the client has left.
    """
    content = b"".join([each async for each in _chunks(receive, most)])
    if content.count(b"&") >= _MOST_FIELDS:
        raise FormTooLarge
    # Browsers send lines that end as those of networks do.
    return {
        each.name: each.text.replace("\r\n", "\n") for each in parse_urlencoded(content)
    }


def given(
    form: Mapping[str, str], names: Sequence[str], optional: Sequence[str] = ()
) -> dict[str, object]:
    """Return fields as members of a JSON object; an optional empty one is left out."""
    found: dict[str, object] = {name: form.get(name, "") for name in names}
    found.update({name: form[name] for name in optional if form.get(name)})
    return found


def parsed(form: Mapping[str, str], name: str) -> object:
    """Return what a script wrote into a field, as JSON.

    Raises:
        FormRefused: it is none.
    """
    try:
        return from_json(form.get(name, ""), allow_inf_nan=False)
    except ValueError:
        raise FormRefused({"": ["Your browser did not say it. Begin anew."]}) from None


async def read_upload(receive: Receive, most: int, boundary: str) -> dict[str, str]:
    """Return the fields of a form that has a file, which takes the place of a field.

    A file that somebody has chosen is what is in the field that its own is named after:
    `document_file` is the `document`, as text.

    Raises:
        FormTooLarge, FormError, ClientDisconnect: as `read`.
    """
    parts = Multipart(_chunks(receive, most), boundary)
    found: dict[str, str] = {}
    files: dict[str, str] = {}
    async for head in parts.heads():
        content = b"".join([each async for each in parts.content()])
        text = content.decode("utf-8", "replace")
        if head.filename is None:
            found[head.name] = text.replace("\r\n", "\n")
        elif content:
            files[head.name.removesuffix("_file")] = text
        if len(found) + len(files) > _MOST_FIELDS:
            raise FormTooLarge
    return {**found, **files}


async def _chunks(receive: Receive, most: int) -> AsyncIterator[bytes]:
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > most:
            raise FormTooLarge
        yield chunk
        if not message.get("more_body", False):
            return


def chosen(form: Mapping[str, str], name: str) -> list[str]:
    """Return which boxes of a group are ticked; theirs are called `name.value`."""
    prefix = f"{name}."
    return [each.removeprefix(prefix) for each in form if each.startswith(prefix)]


def number(form: Mapping[str, str], name: str) -> int | None:
    """Return a whole number, None for an empty field.

    Raises:
        FormRefused: it is none.
    """
    text = form.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise FormRefused({name: ["A whole number is wanted."]})
    return int(text)


def check(schema: str, value: Mapping[str, object]) -> None:
    """Accept what the API would accept as an instance of a schema of the contract.

    Raises:
        FormRefused: it would not.
    """
    try:
        CONTRACT.gate.check(schema, dict(value))
    except InvalidValue as wrong:
        told = [(each.pointer, _plain(each)) for each in wrong.violations]
        raise FormRefused(_by_field(told)) from None


def check_field(name: str, schema: str, value: object) -> None:
    """Accept what the API would accept as an instance of a schema, in a field.

    Raises:
        FormRefused: it would not.
    """
    try:
        CONTRACT.gate.check(schema, value)
    except InvalidValue as wrong:
        told = [each.detail for each in wrong.violations]
        raise FormRefused({name: told}) from None


def faults_of(error: FormRefused | DomainError) -> Faults:
    """Return what is wrong with a form: of its fields by name, else of it all ("")."""
    if isinstance(error, FormRefused):
        return error.faults
    flaws: Sequence[Flaw] = getattr(error, "flaws", ())
    told = [_told(each) for each in flaws]
    return _by_field(told) if told else {_FIELDS.get(error.code, ""): [said(error)]}


def said(error: DomainError) -> str:
    """Return what people are told of an error; programs are told its detail."""
    return _SAID.get(error.code, error.detail)


def _plain(wrong: Violation) -> str:
    field = wrong.pointer.removeprefix("/")
    if field == "current_password":
        return _NOT_OF_NOW
    if wrong.detail == _EMPTY:
        return "is empty; it takes one character at least"
    is_pattern = wrong.detail.startswith("does not match ")
    return _WANTED.get(field, wrong.detail) if is_pattern else wrong.detail


def _told(flaw: Flaw) -> tuple[str, str]:
    """Return the field of a flaw, and what is said of it; documents have lines."""
    if flaw.line is None:
        return flaw.pointer, flaw.detail
    said = f"Line {flaw.line}, column {flaw.column or 1}: {flaw.detail}"
    return "/document", f"{said} {flaw.mend or ''}".rstrip()


def _by_field(told: Sequence[tuple[str, str]]) -> Faults:
    found: dict[str, list[str]] = {}
    for pointer, detail in told:
        found.setdefault(pointer.removeprefix("/"), []).append(detail)
    return found
