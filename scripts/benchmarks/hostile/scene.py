"""Who is there when hostile load arrives: one attacker, and everybody else."""

import json
import random
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.hostile import attack, bodies, neighbours, pairs
from scripts.benchmarks.hostile.attack import AttackOrder, Shot
from scripts.benchmarks.hostile.catalogue import HostileDocument
from scripts.benchmarks.hostile.neighbours import Neighbour
from scripts.proving.people import PASSWORD, PersonClient

_NEIGHBOURS = 5
_BASE = "1.0.0"
# Every address of 127/8 is this machine on Linux; elsewhere one has to be added.
_ATTACKERS_ADDRESS = "127.0.0.2"
_SEED = 1


@dataclass(frozen=True)
class AttackerApi:
    """An API of the attacker with a version or two, and a key that may do all."""

    base: str
    key: str


def neighbour(url: str, number: int) -> Neighbour:
    """Return somebody new with a team, an API and a version.

    Raises:
        PopulationError: the service refused.
    """
    person = PersonClient.registered(url, f"neighbour-{number}")
    team = person.create_team()
    api = person.create_api(team)
    _publish(person, f"/v1/teams/{team}/apis/{api}", small())
    made = Neighbour(person.email, PASSWORD, person.headers, team, api)
    person.close()
    return made


def population(url: str) -> list[Neighbour]:
    """Return everybody who works while the attack goes on."""
    return [neighbour(url, number) for number in range(_NEIGHBOURS)]


def targets(url: str, teams: int) -> list[AttackerApi]:
    """Return what the one attacker has: so many teams, each with an API and a key.

    Raises:
        PopulationError: the service refused.
    """
    person = PersonClient.registered(url, "mallory")
    made = []
    for _ in range(teams):
        team = person.create_team()
        key = person.create_api_key(team)
        base = f"/v1/teams/{team}/apis/{person.create_api(team)}"
        _publish(person, base, small())
        # Nothing is compared when it publishes: that is for the attack to ask for.
        lenient = person.create_api(team, policy={"major_version_for": "nothing"})
        slow = f"/v1/teams/{team}/apis/{lenient}"
        for document in pairs.shifted_enum():
            _publish(person, slow, document)
        made += [AttackerApi(base, key), AttackerApi(slow, key)]
    person.close()
    return made


def small() -> bytes:
    """Return the first version of everybody's API."""
    return json.dumps(neighbours.small(_BASE, "first")).encode()


def _publish(person: PersonClient, base: str, document: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    person.call("POST", f"{base}/versions", 201, content=document, headers=headers)


def written(documents: Iterable[HostileDocument], folder: Path) -> dict[str, Path]:
    """Make the bytes of documents and bodies; return their files by name.

    They are made beforehand, since making them takes a processor, too.
    """
    makers = {one.name: one.make for one in documents}
    makers |= {f"body-{one.name}": one.make for one in bodies.bodies()}
    files = {}
    for name, make in makers.items():
        files[name] = folder / name
        files[name].write_bytes(make())
    return files


def order(
    port: int,
    targets: list[AttackerApi],
    documents: tuple[HostileDocument, ...],
    files: dict[str, Path],
    seconds: float,
) -> AttackOrder:
    """Return everything that the attacker sends, several lanes at once."""
    plain, slow = targets[::2], targets[1::2]
    lanes = [
        attack.lane(2, _shuffled(_publications(plain, documents, files), 0)),
        attack.lane(2, _shuffled(_comparisons(plain, documents, files), 1)),
        attack.lane(len(pairs.DAYS), _days(slow, files)),
        attack.lane(2, _bodies(files)),
        attack.lane(8, _largest(files)),
    ]
    return AttackOrder(port, source_address(), seconds, lanes)


def patterns(
    port: int, targets: list[AttackerApi], files: dict[str, Path]
) -> AttackOrder:
    """Return what keeps a service busy that is told to stop in the middle of it."""
    wanted = [name for name in files if name.startswith("pattern-letters")]
    shots = [
        Shot(name, f"{targets[0].base}/versions/{_BASE}/comparisons", headers, file)
        for name in wanted
        for headers in [_headers(targets[0], "application/json")]
        for file in [str(files[name])]
    ]
    return AttackOrder(port, source_address(), 2.0, [attack.lane(len(shots), shots)])


def source_address() -> str | None:
    """Return an address of this machine for the attacker alone, if there is one."""
    try:
        with socket.create_server((_ATTACKERS_ADDRESS, 0)):
            return _ATTACKERS_ADDRESS
    except OSError:
        return None


def _headers(target: AttackerApi, media_type: str) -> dict[str, str]:
    return {"X-Api-Key": target.key, "Content-Type": media_type}


def _shuffled(shots: list[Shot], number: int) -> list[Shot]:
    random.Random(_SEED + number).shuffle(shots)  # noqa: S311 - an order, not a secret
    return shots


def _publications(
    targets: list[AttackerApi],
    documents: tuple[HostileDocument, ...],
    files: dict[str, Path],
) -> list[Shot]:
    return [
        Shot(
            f"publish {one.name}",
            f"{target.base}/versions?version={number + 2}.0.0",
            _headers(target, one.media_type),
            str(files[one.name]),
        )
        for number, one in enumerate(documents)
        for target in [targets[number % len(targets)]]
    ]


def _comparisons(
    targets: list[AttackerApi],
    documents: tuple[HostileDocument, ...],
    files: dict[str, Path],
) -> list[Shot]:
    return [
        Shot(
            f"compare {one.name}",
            f"{target.base}/versions/{_BASE}/comparisons",
            _headers(target, one.media_type),
            str(files[one.name]),
        )
        for number, one in enumerate(documents)
        for target in [targets[number % len(targets)]]
    ]


def _days(targets: list[AttackerApi], files: dict[str, Path]) -> list[Shot]:
    shots = []
    for number, target in enumerate(targets):
        for day in pairs.DAYS:
            file = next(iter(files.values())).with_name(f"days-{day}")
            body = {"base": "1.0.0", "revision": "1.1.0", "as_of": day}
            file.write_text(json.dumps({**body, "profile": pairs.PROFILE}))
            path = f"{target.base}/comparisons"
            headers = _headers(target, "application/json")
            shots.append(Shot(f"days {day} of {number}", path, headers, str(file)))
    return shots


def _bodies(files: dict[str, Path]) -> list[Shot]:
    return [
        Shot(f"body {one.name}", one.path, _JSON, str(files[f"body-{one.name}"]))
        for one in bodies.bodies()
    ]


def _largest(files: dict[str, Path]) -> list[Shot]:
    one = bodies.bodies()[0]
    file = str(files[f"body-{one.name}"])
    return [Shot(f"body {one.name} {n} of 8", one.path, _JSON, file) for n in range(8)]


_JSON = {"Content-Type": "application/json"}
