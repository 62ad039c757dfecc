"""What is told a registry of, by names that people know: TEAM/NAME@VERSION."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scripts.comparing.refusals import Unusable

if TYPE_CHECKING:
    from scripts.comparing.registry import RegistryClient

_FORM: Final = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)(?:@(.+))?", re.DOTALL)


@dataclass(frozen=True)
class NamedVersion:
    """A version of something that a team has; without a version if none is named."""

    team: str
    name: str
    version: str | None


def named_version(argument: str, form: str) -> NamedVersion:
    """Read a name.

    Raises:
        Unusable: it is not of the `form`, which is for people; a version that is
            written in brackets there need not be named.
    """
    found = _FORM.fullmatch(argument)
    if found is None or (found[3] is None and "[" not in form):
        raise Unusable(f"{argument} is not of the form {form}")
    return NamedVersion(*found.groups())


def api_path(registry: RegistryClient, named: NamedVersion) -> str:
    """Return the path of an API.

    Raises:
        Unusable: it is not there, or may not be seen.
    """
    api = registry.named("apis", "API", named.team, named.name)
    return f"/v1/teams/{api['team_id']}/apis/{api['id']}"


def media_type_of(content: bytes) -> str:
    """Return the media type of a contract, by how it begins."""
    is_json = content.lstrip()[:1] in {b"{", b"["}
    return f"application/{'json' if is_json else 'yaml'}"
