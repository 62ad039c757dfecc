"""The words of errors: what a member of a declared error is likely to say by its name.

Names are compared without regard to case, hyphens and underscores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from ..http.refusal import Refusal

Facts = Mapping[str, Any]

# The names of members, and the facts that they may hold, the best one first.
_PROSE = (
    *("message", "msg", "detail", "details", "description", "reason", "explanation"),
    *("errormessage", "errormsg", "errordescription", "errordetail", "errordetails"),
    *("err", "usermessage", "developermessage", "statusmessage", "text", "cause"),
    *("faultstring", "faultmessage"),
)
_LISTS = (
    *("errors", "details", "violations", "faults", "causes", "rootcauses", "issues"),
    *("invalidparams", "invalidfields", "fielderrors", "validationerrors", "problems"),
    *("messages", "errormessages", "errordetails"),
)
_STATUS = ("statuscode", "httpstatus", "httpcode", "httpstatuscode")
_REQUEST = (
    *("requestid", "xrequestid", "traceid", "correlationid", "debugid", "request"),
)
_LINKS = (
    *("documentationurl", "helpurl", "docurl", "docs", "documentation", "moreinfo"),
    *("link", "href", "url", "uri", "help", "infourl"),
)
_MOMENTS = ("timestamp", "time", "date", "datetime", "createdat", "occurredat")
_MEMBERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_PROSE, ("detail", "said")),
    **dict.fromkeys(("title", "summary", "name"), ("title",)),
    **dict.fromkeys(_STATUS, ("status", "status_text")),
    **dict.fromkeys(_REQUEST, ("request_id", "request_uuid")),
    **dict.fromkeys(_LINKS, ("blank",)),
    **dict.fromkeys(_MOMENTS, ("now", "epoch")),
    **dict.fromkeys(("errortype", "category", "kind"), ("code", "title")),
    "status": ("status", "status_text", "title"),
    "code": ("code", "status", "status_text"),
    **dict.fromkeys(("errorcode", "faultcode"), ("code", "status", "status_text")),
    "id": ("code", "request_uuid"),
    "instance": ("urn", "request_id"),
    "type": ("code", "blank"),
    "error": ("detail", "failed"),
    "success": ("succeeded",),
    "ok": ("succeeded",),
}
_FIELDS = (
    *("field", "fieldname", "fieldpath", "param", "paramname", "parameter"),
    *("parametername", "target"),
)
_POINTERS = (
    *("pointer", "jsonpointer", "path", "jsonpath", "propertypath", "instancepath"),
    *("datapath",),
)
# What a fault of the request says besides: where it lies.
_FAULT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys((*_FIELDS, "name", "property", "key", "attribute"), ("field",)),
    **dict.fromkeys((*_POINTERS, "instance"), ("pointer", "steps")),
    **dict.fromkeys(("loc", "location"), ("steps", "in", "pointer")),
    **dict.fromkeys(("in", "source"), ("in",)),
}
# And what an error that is no list says of the first of them.
_FIRST: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_FIELDS, ("first_field",)),
    **dict.fromkeys(_POINTERS, ("first_pointer", "first_steps")),
    "loc": ("first_steps", "first_pointer"),
}
_MOST_SPELLED = 3
# Members that are only filled where they have to be.
_RELUCTANT = frozenset({*_LINKS, *_MOMENTS, "id", "name", "request", "summary", "kind"})
_WRAPPERS = frozenset({"error", "errors", "fault", "problem", "failure", "source"})


def plain(name: str) -> str:
    """Return a name as it is compared: `Error-Code` is `errorcode`."""
    return "".join(filter(str.isalnum, name)).lower()


_STATUS_NAMES = {status.value: plain(status.name) for status in HTTPStatus}


def facts_for(name: str, beside: frozenset[str], *, in_fault: bool) -> tuple[str, ...]:
    """Return the facts that a member may hold; `beside` has the names of all members.

    `error` and `type` mean different things to different people, which their company
    tells: beside a message `error` is a code, beside a title `type` is a URI (RFC 9457,
    §3.1.1).
    """
    if in_fault and name == "parameter" and "pointer" in beside:
        return ("parameter",)  # as JSON:API has it, which points into bodies alone
    if in_fault and name in _FAULT:
        return _FAULT[name]
    if name == "error" and beside & {*_PROSE, *_LISTS}:
        return ("code", "failed")
    if name == "type" and "title" in beside:
        return ("blank", "code")
    if name == "path" and beside & {*_MOMENTS}:
        return ()  # of the request itself, as Spring Boot has it
    return _MEMBERS.get(name) or _FIRST.get(name, ())


def spokesman(names: Iterable[str]) -> str | None:
    """Return the best of several names for what is wrong, None if none is one."""
    ranks = {name: _PROSE.index(plain(name)) for name in names if is_prose(plain(name))}
    return min(sorted(ranks), key=ranks.__getitem__, default=None)


def is_prose(name: str) -> bool:
    """Is a member of this name likely to say what is wrong?"""
    return name in _PROSE


def says_enough(names: frozenset[str], but: str) -> bool:
    """Do members of these names, but for one, tell what is wrong?"""
    # Beside a list of faults `error` is no more than a code.
    texts = {*_PROSE, "title"} if names & {*_LISTS} else {*_PROSE, "title", "error"}
    return bool((names - {but}) & texts)


def is_list(name: str) -> bool:
    """Is a member of this name likely to hold the faults of a request?"""
    return name in _LISTS


def is_wrapper(name: str) -> bool:
    """Is a member of this name likely to hold an error whole?"""
    return name in _WRAPPERS


def is_reluctant(name: str) -> bool:
    """Is a member of this name better left out where it may be?"""
    return name in _RELUCTANT


class Report:
    """What there is to say of a refusal: as a problem (RFC 9457), and as facts.

    Most bodies need no more than the first.
    """

    def __init__(self, refusal: Refusal, request_id: str) -> None:
        self._refusal, self.request_id = refusal, request_id

    @cached_property
    def problem(self) -> Mapping[str, Any]:
        """The members of the problem."""
        return self._refusal.problem(self.request_id)

    @cached_property
    def facts(self) -> Facts:
        """All that is known."""
        facts = _facts(self._refusal, self.request_id)
        first = fault_facts(facts)[:1]
        return {
            **facts,
            **{
                f"first_{n}": first[0][n]
                for n in ("field", "pointer", "steps")
                if first
            },
        }

    @cached_property
    def spelled(self) -> Facts:
        """The same for a body that has no place for faults: the detail tells them."""
        facts, faults = self.facts, fault_facts(self.facts)
        if not faults or (len(faults) == 1 and _says(facts["detail"], faults[0])):
            return facts
        told = [_spelled(each) for each in faults[:_MOST_SPELLED]]
        if len(faults) > len(told):
            told.append(f"and {len(faults) - len(told)} more")
        head = facts["detail"].removesuffix("; see errors.").removesuffix(".")
        text = f"{head}: {'; '.join(told)}"
        return {**facts, "detail": text, "sentence": text}


def _facts(refusal: Refusal, request_id: str) -> Facts:
    uuid = _uuid(request_id)
    now = datetime.now(UTC)
    return {
        "title": refusal.title,
        "detail": refusal.detail or refusal.title,
        "said": refusal.detail or refusal.title,
        "status": refusal.status,
        "status_text": str(refusal.status),
        "code": refusal.code,
        "request_id": request_id,
        "request_uuid": uuid,
        "urn": uuid and f"urn:uuid:{uuid}",
        "blank": "about:blank",
        "now": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "epoch": int(now.timestamp()),
        "failed": True,
        "succeeded": False,
        "faults": refusal.errors,
        "sentence": refusal.detail or refusal.title,
    }


def _spelled(fault: Facts) -> str:
    where, pointer = fault["in"] or "request", fault["pointer"]
    named = pointer or f"the {where}"
    if pointer and where not in {"body", "request"}:
        named = f"{where} {pointer}"
    return f"{named} {fault['detail']}"


def fault_facts(facts: Facts) -> list[Facts]:
    """Return what is known of each fault of a refused request."""
    found: list[Facts] = []
    for fault in facts["faults"]:
        pointer = str(fault.get("pointer", ""))
        steps = [
            step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")
        ][1:]
        detail = str(fault.get("detail", facts["detail"]))
        own = {
            "in": fault.get("in"),
            "pointer": pointer,
            "steps": [str(fault.get("in", "")), *steps],
            "field": ".".join(steps) or None,
            "parameter": None if fault.get("in") == "body" else ".".join(steps) or None,
            "detail": detail,
            "said": detail,
            "sentence": f"{pointer} {detail}".lstrip(),
            "code": fault.get("code", facts["code"]),
            "faults": (),
        }
        found.append({**facts, **own})
    return found


def _says(text: str, fault: Facts) -> bool:
    """Tell whether a text has a fault's own words; sentences begin with a capital."""
    return str(fault["detail"]).casefold() in text.casefold()


def tells(value: Any, facts: Facts) -> bool:
    """Does a body say what is wrong with the request, if any part of it is?

    It does by a fault's own words, or by a list of where the faults are.
    """
    faults = fault_facts(facts)
    places = {each[name] for each in faults for name in ("field", "pointer")} - {None}
    waiting: list[tuple[Any, bool]] = [(value, False)] if faults else []
    while waiting:
        inner, is_listed = waiting.pop()
        if isinstance(inner, dict):
            waiting += [(each, is_listed) for each in inner.values()]
        elif isinstance(inner, list):
            waiting += [(each, True) for each in inner]
        elif isinstance(inner, str):
            if any(_says(inner, each) for each in faults):
                return True
            if is_listed and inner in places:
                return True
    return not faults


def synonyms(facts: Facts) -> Iterator[str]:
    """Yield what an enumeration may call an error, the closest first, in plain form."""
    status = facts["status"]
    yield plain(facts["code"])
    yield plain(facts["title"])
    yield _STATUS_NAMES.get(status, "")
    yield str(status)
    if status < 500:
        yield from ("badrequest", "invalidrequest", "clienterror", "validationerror")
        yield from ("invalid", "fail")
    else:
        yield from ("internalservererror", "internalerror", "servererror")
    yield from ("error", "failure", "failed", "fail", "unknown", "other")


def _uuid(text: str) -> str | None:
    if len(text) != 32 or not set(text) <= set("0123456789abcdef"):
        return None
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
