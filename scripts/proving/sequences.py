"""Sequences of requests to this project's own service, with what is known of it."""

from __future__ import annotations

import functools
import itertools
import json
import secrets
from collections.abc import Callable, Iterable, Iterator

import httpx2

from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.sequences.bodies import ServiceKnowledge
from scripts.fuzzing.sequences.exchanges import PlayedCaller
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.fuzzing.sequences.phase import SequencePlan, play
from scripts.fuzzing.sequences.places import Place
from scripts.fuzzing.sequences.play import PlayedRights
from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.tester import CONTRACT

_TEAM = "/v1/teams/{}"
_TIMEOUT = 30.0
Newcomer = Callable[[str], PersonClient]


@functools.cache
def own_contract() -> FuzzedContract:
    """Return the contract of this project's service."""
    return compiled(CONTRACT)


def play_own(url: str, seed: int, operations: tuple[str, ...] = ()) -> PlayedSequences:
    """Play sequences with new people, on what these operations add to, or on all.

    Raises:
        PopulationError: the service refuses ordinary requests.
    """
    # One for everybody: nobody is told apart by their connection.
    with httpx2.Client(base_url=url, timeout=_TIMEOUT) as client:
        newcomer = functools.partial(PersonClient.registered, url, client=client)
        ada, grace = newcomer("ada"), newcomer("grace")
        plan = SequencePlan(
            own_contract(),
            url,
            (_caller("ada", ada), _caller("grace", grace)),
            seed,
            Secrets(()),
            _knowledge(newcomer, ada),
            PlayedRights(
                is_private=True, ends_at_once=True, forbidden=_forbidden(newcomer, ada)
            ),
            operations=tuple(own_contract().named(each) or each for each in operations),
        )
        return play(plan)


def _caller(name: str, person: PersonClient) -> PlayedCaller:
    return PlayedCaller(name, tuple(person.headers.items()))


def _knowledge(newcomer: Newcomer, ada: PersonClient) -> ServiceKnowledge:
    """Return who may be added or log in, and what may be published."""
    numbers: Iterator[int] = itertools.count(1)
    login = json.dumps({"email": ada.email, "password": PASSWORD}).encode()
    return ServiceKnowledge(
        values={
            "Email": lambda: newcomer("newcomer").email,
            # What everyone may see proves nothing of what is for a team alone.
            "ApiVisibility": lambda: "team",
            # Where a policy wants proposals, no sequence can publish versions.
            "PolicyPatch": lambda: {"direct_publishing": True},
        },
        bodies={
            "publish_version": lambda: _document(next(numbers)),
            "add_revision": lambda: _document(next(numbers)),
            "create_session": lambda: login,
        },
    )


def _document(number: int) -> bytes:
    answer = {"responses": {"200": {"description": "It worked."}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": f"Contract {number}", "version": f"{number}.0.0"},
        "paths": {f"/{secrets.token_hex(4)}": {"get": answer}},
    }
    return json.dumps(document).encode()


def _forbidden(
    newcomer: Newcomer, owner: PersonClient
) -> Callable[[str, Place], list[PlayedCaller]]:
    """Return who tells for an operation in a team who must be refused."""
    # What is known of roles stands with the tests, which judge by them as well.
    from tests.contract.cast import READING, Cast
    from tests.contract.roles import LEAST, Role

    cast = Cast(lambda: newcomer("stand-in"))
    roles = [role.name.lower() for role in (Role.VIEWER, Role.MEMBER, Role.MAINTAINER)]

    turns = itertools.cycle(["former member", "revoked key", "ended session"])

    def tell(operation: str, place: Place) -> list[PlayedCaller]:
        least, team = LEAST.get(operation), place.get(_TEAM)
        if least is None or team is None:
            return []
        parts = [name for name in roles if Role.named(name) < least][-1:]
        is_lacking = not _may_read(operation, READING)
        parts.append("reading key" if is_lacking else next(turns))
        return [
            PlayedCaller(part, tuple(cast.play(part, team, owner).items()))
            for part in parts
        ]

    return tell


def _may_read(operation: str, scopes: Iterable[str]) -> bool:
    """Tell whether a key with these scopes may call an operation."""
    wanted = next(
        each
        for each in own_contract().operations.values()
        if each.operation_id == operation
    )
    return any(
        set(scopes).issuperset(need.scopes) and need.scheme == "api_key"
        for alternative in wanted.security
        for need in alternative
    )
