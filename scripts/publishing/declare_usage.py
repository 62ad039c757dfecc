"""Tell a registry what a version of a consumer uses of contracts."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scripts.publishing.publish import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.usage.documents import ConsumerUsage
    from scripts.comparing.registry import RegistryClient
    from scripts.publishing.names import NamedVersion

_CONSUMER: Final = "TEAM/CONSUMER@VERSION"
_CONTRACT: Final = "TEAM/API@VERSION"


@dataclass(frozen=True)
class DeclaredUse:
    """What is used of a contract; without a usage everything.

    Attributes:
        name: the contract, as people call it.
        api_id: its API, as the registry calls it.
        version: its version.
        operations: how many it has.
        usage: what is used.
    """

    name: str
    api_id: str
    version: str
    operations: int
    usage: ConsumerUsage | None

    @property
    def summary(self) -> str:
        """What is used, in words."""
        if self.usage is None or self.usage.operations is None:
            return f"all of {self.name}"
        number = len(self.usage.operations)
        return f"{number} of {self.operations} operations of {self.name}"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/declare-usage",
        description="""Register a version of a consumer, with the contracts that it was
        built against and what it uses of each. Files say what: usages by hand, HAR
        files, Pact files; several of one contract are merged. Without files it uses
        everything. The same again changes nothing; what was built anew needs a version
        of its own.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scopes apis:read, versions:read,
consumers:read and consumers:write, or in COUNTERSIGN_TOKEN.

examples:
  scripts/declare-usage payments/shop@4.2 --of payments/refunds@1.1.0 usage.yaml
  scripts/declare-usage payments/shop@4.2 --create \\
    --of payments/refunds@latest usage.yaml browser.har --of payments/orders@2.0.0

exit status: 0 it is registered; 2 a file is wrong, which is said with its line, there
is no such thing, or it was refused.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("consumer", metavar="CONSUMER", help=_CONSUMER)
    parser.add_argument(
        "--of",
        nargs="+",
        action="append",
        default=[],
        metavar=("CONTRACT", "FILE"),
        help=f"a contract that it was built against, {_CONTRACT}, and what it uses",
    )
    parser.add_argument(
        "--create",
        action="store_true",
        help="create the consumer if its team, one of yours, has none of this name",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Register, and say what is used."""
    from impl.engine.diagnostics.diagnostic import DocumentError
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryClient, RegistryRefusal, printable

    try:
        registry = RegistryClient(options.consumer)
        uses = [_declared(registry, *each) for each in options.of]
        version = _registered(registry, options, uses)
    except DocumentError as error:
        for fault in error.faults:
            print(printable(fault), file=sys.stderr)
        return 2
    except RegistryRefusal as refusal:
        print(f"declare-usage: {refusal}", file=sys.stderr)
        for flaw in refusal.problem.get("errors", ()):
            print(printable(f"{flaw['pointer']}: {flaw['detail']}"), file=sys.stderr)
        return 2
    except Unusable as error:
        print(f"declare-usage: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("declare-usage: interrupted", file=sys.stderr)
        return 130
    for note in (note for use in uses if use.usage for note in use.usage.notes):
        print(f"declare-usage: {printable(note)}", file=sys.stderr)
    print(_said(options, version, uses))
    return 0


def _declared(registry: RegistryClient, contract: str, *files: str) -> DeclaredUse:
    """Read what is used of a contract that is published.

    Raises:
        Unusable: the contract or a file can't be read.
        DocumentError: a file says what it may not say.
    """
    from impl.engine.repair.contract import repair
    from impl.engine.text.documents import load
    from scripts.comparing.registry import LATEST
    from scripts.publishing.names import named_version

    named = named_version(contract, _CONTRACT)
    api = registry.named("apis", "API", named.team, named.name)
    versions = f"/v1/teams/{api['team_id']}/apis/{api['id']}/versions"
    version = str(named.version)
    if version == LATEST:
        version = registry.latest(versions)
    path = f"{versions}/{quote(version, safe=':')}"
    known = registry.get(path)
    usage = None
    if files:
        document = load(registry.fetch(f"{path}/document"), name=contract)
        usage = _merged(files, repair(document))
    return DeclaredUse(
        f"{named.name} {known['version']}",
        api["id"],
        known["version"],
        known["operations"],
        usage,
    )


def _merged(files: Sequence[str], contract: Any) -> ConsumerUsage:
    from impl.engine.usage.merging import merge
    from impl.engine.usage.reading import read_usage
    from scripts.comparing.refusals import Unusable

    found = []
    for file in files:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise Unusable(f"{file} can't be read: {error.strerror}") from None
        usage = read_usage(data, contract, name=file)
        notes = tuple(f"{file}: {note}" for note in usage.notes)
        found.append(replace(usage, notes=notes))
    return merge(found)


def _registered(
    registry: RegistryClient,
    options: argparse.Namespace,
    uses: Sequence[DeclaredUse],
) -> Any:
    """Register the version; return what the registry knows of it.

    Raises:
        RegistryRefusal, Unusable: it can't be registered.
    """
    from impl.engine.usage.writing import written
    from scripts.publishing.names import named_version

    named = named_version(options.consumer, _CONSUMER)
    consumer = _consumer(registry, named, create=options.create)
    contracts = []
    for use in uses:
        known: dict[str, Any] = {"api_id": use.api_id, "version": use.version}
        if use.usage is not None:
            who = replace(use.usage, consumer=named.name, version=str(named.version))
            known["usage"] = written(who)
        contracts.append(known)
    body = {"version": named.version, "built_against": contracts}
    path = f"/v1/teams/{consumer['team_id']}/consumers/{consumer['id']}/versions"
    return registry.ask("POST", path, body)[1]


def _consumer(registry: RegistryClient, named: NamedVersion, *, create: bool) -> Any:
    """Return a consumer, a new one if need be.

    Raises:
        RegistryRefusal, Unusable: there is none, and none can be created.
    """
    query = f"team={named.team}&name={named.name}"
    known = not create or registry.get(f"/v1/consumers?{query}")["items"]
    own = (each for each in registry.every("/v1/teams") if each["name"] == named.team)
    if known or (team := next(own, None)) is None:
        return registry.named("consumers", "consumer", named.team, named.name)
    new = {"name": named.name, "title": named.name}
    return registry.ask("POST", f"/v1/teams/{team['id']}/consumers", new)[1]


def _said(
    options: argparse.Namespace, version: Any, uses: Sequence[DeclaredUse]
) -> str:
    from impl.engine.comparison.reports.markdown import code
    from scripts.comparing.registry import printable

    if options.format == "json":
        return json.dumps(version, indent=2, ensure_ascii=False)
    name = printable(options.consumer.rpartition("/")[2].replace("@", " ", 1))
    what = code(name) if options.format == "markdown" else name
    summaries = "; ".join(use.summary for use in uses) or "no contract"
    return f"{what} uses {summaries}: {version['id']}"
