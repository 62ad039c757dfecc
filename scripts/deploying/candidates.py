"""What is deployed, by names: TEAM/API@VERSION, or consumer:TEAM/CONSUMER@VERSION."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from scripts.comparing.refusals import Unusable
from scripts.comparing.registry import LATEST, RegistryClient

FORM: Final = "TEAM/API@VERSION or consumer:TEAM/CONSUMER@VERSION"
_FORM: Final = re.compile(r"(consumer:)?([a-z0-9-]+)/([a-z0-9-]+)@(.+)", re.DOTALL)
_NAME: Final = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class DeploymentCandidate:
    """A version and an environment, found in a registry.

    Attributes:
        shown: the version, as people would call it.
        environment: the environment's name.
        version: the version, as the registry calls it.
        member: what a deployment calls the id of the API or consumer.
        owner_id: that id.
        place: the path of the environment.
        path: the path of the API or consumer in that environment.
    """

    shown: str
    environment: str
    version: str
    member: str
    owner_id: str
    place: str
    path: str


def find_candidate(
    registry: RegistryClient, argument: str, environment: str
) -> DeploymentCandidate:
    """Return what somebody named.

    Raises:
        Unusable: it is not there, may not be seen, or is misspelt.
    """
    found = _FORM.fullmatch(argument)
    if found is None:
        raise Unusable(f"{argument} is not of the form {FORM}")
    if not _NAME.fullmatch(environment):
        raise Unusable(f"{environment} is no name of an environment")
    prefix, team, name, version = found.groups()
    noun = ("consumers", "consumer") if prefix else ("apis", "API")
    owner = registry.named(*noun, team, name)
    there = registry.named("environments", "environment", team, environment)
    if version == LATEST and not prefix:
        versions = f"/v1/teams/{owner['team_id']}/apis/{owner['id']}/versions"
        version = registry.latest(versions)
    place = f"/v1/teams/{there['team_id']}/environments/{there['id']}"
    return DeploymentCandidate(
        shown=shown(f"{name} {version}"),
        environment=environment,
        version=version,
        member="consumer_id" if prefix else "api_id",
        owner_id=owner["id"],
        place=place,
        path=f"{place}/{noun[0]}/{owner['id']}",
    )


def pages(registry: RegistryClient, path: str) -> list[Any]:
    """Return all items of a list; the path has a query."""
    items: list[Any] = []
    cursor = ""
    while True:
        page = registry.get(f"{path}&limit=100{cursor}")
        items += page["items"]
        if "next_cursor" not in page:
            return items
        cursor = f"&cursor={quote(page['next_cursor'], safe='')}"


def shown(words: str) -> str:
    """Return words fit for a terminal, whoever chose them."""
    return "".join(sign if sign.isprintable() else "�" for sign in words)
