"""The words in which cases are written: edits, usages in short, and verdicts."""

from dataclasses import dataclass
from typing import Any

from impl.engine.usage.documents import ConsumerUsage
from tests.unit.engine.comparison.shop import Edits
from tests.unit.engine.usage.zoo import S

B, C, R, U = "breaking", "compatible", "risky", "undecided"
PET = f"{S}/Pet/allOf/1/properties"
NEW = f"{S}/NewPet/properties"
PAGE = f"{S}/Page/properties"
OWNER = f"{S}/Owner/properties"
HOOK = "/webhooks/petGone/post"
TAKEN = f"{HOOK}/responses/200/content/application~1json/schema/properties"


@dataclass(frozen=True)
class UsageCase:
    """One edit, one usage, and what the one does to the other."""

    name: str
    edits: Edits
    usage: ConsumerUsage
    verdict: str
    profile: str = "tolerant-reader"


def values(key: str, pointer: str, *known: Any, status: str = "200") -> dict[str, Any]:
    body = {"members": {pointer: {"values": list(known)}}}
    return {"operations": {key: {"reads": {"responses": {status: {"body": body}}}}}}


def sends(key: str, **members: Any) -> dict[str, Any]:
    body = {"members": {f"/{name}": held for name, held in members.items()}}
    return {"operations": {key: {"sends": {"body": body}}}}


def asks(key: str, **parameters: Any) -> dict[str, Any]:
    given = {f"query {name}": held for name, held in parameters.items()}
    return {"operations": {key: {"sends": {"parameters": given}}}}


def media(key: str, *names: str, way: str = "sends") -> dict[str, Any]:
    body = {"media_types": list(names)}
    held: dict[str, Any] = {"sends": {"body": body}}
    if way == "reads":
        held = {"reads": {"responses": {"4XX": {"body": body}}}}
    return {"operations": {key: held}}


# The name of an edit, the edit, usages with their verdicts, and perhaps a profile.
Row = tuple[Any, ...]
# The same with one usage that is not said in short, its verdict and a profile.
Special = tuple[str, Edits, Any, str, str]
