"""Tell a registry that a version is in an environment, or gone."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from scripts.deploying.can_i_deploy import FORMATS
from scripts.deploying.candidates import FORM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.registry import RegistryClient
    from scripts.deploying.candidates import DeploymentCandidate


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/record-deployment",
        description="""Record that a version of an API, or of a consumer, is in an
        environment now. It takes the place of all others of its API or consumer, unless
        --replaces none leaves them there beside it. The same again changes nothing.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scope deployments:write (for @latest
versions:read, and for --gone deployments:read, too), or in COUNTERSIGN_TOKEN.

examples:
  scripts/record-deployment payments/refunds@1.1.0 --to production --build 4711
  scripts/record-deployment payments/refunds@latest --to production --build 4711 \\
    --commit "$(git rev-parse HEAD)" --branch main
  scripts/record-deployment consumer:payments/shop@4.2 --to production --replaces none
  scripts/record-deployment consumer:payments/shop@4.0 --to production --gone

exit status: 0 it is recorded; 2 there is no such thing, or it was refused.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("candidate", metavar="VERSION", help=FORM)
    parser.add_argument(
        "--to", required=True, metavar="ENVIRONMENT", help="the environment's name"
    )
    parser.add_argument(
        "--build", help="what was deployed, as the pipeline calls it; an API needs it"
    )
    parser.add_argument("--commit", help="the commit that it was built from")
    parser.add_argument("--branch", help="the branch of that commit")
    parser.add_argument(
        "--replaces",
        choices=("all", "none"),
        default="all",
        help="whose place it takes (default: all)",
    )
    parser.add_argument(
        "--gone", action="store_true", help="it is there no more, and nothing else is"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    options = parser.parse_args(arguments)
    is_api = not options.candidate.startswith("consumer:")
    if is_api and not options.gone and not options.build:
        parser.error("--build is needed for a version of an API")
    return options


def main(options: argparse.Namespace) -> int:
    """Record, and say so."""
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryClient
    from scripts.deploying.candidates import find_candidate

    try:
        registry = RegistryClient(options.candidate)
        candidate = find_candidate(registry, options.candidate, options.to)
        if options.gone:
            deployment = _end(registry, candidate)
        else:
            deployment = _record(registry, candidate, options)
    except Unusable as error:
        print(f"record-deployment: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("record-deployment: interrupted", file=sys.stderr)
        return 130
    if options.format == "json":
        print(json.dumps(deployment, indent=2, ensure_ascii=False))
        return 0
    is_markdown = options.format == "markdown"
    print(_said(candidate, deployment, is_markdown=is_markdown))
    return 0


def _record(
    registry: RegistryClient,
    candidate: DeploymentCandidate,
    options: argparse.Namespace,
) -> Any:
    labels = {
        "build": options.build,
        "commit": options.commit,
        "branch": options.branch,
    }
    said = {name: value for name, value in labels.items() if value is not None}
    body = {"version": candidate.version, "replaces": options.replaces, **said}
    return registry.ask("POST", f"{candidate.path}/deployments", body)[1]


def _end(registry: RegistryClient, candidate: DeploymentCandidate) -> Any:
    from scripts.comparing.refusals import Unusable
    from scripts.deploying.candidates import pages

    for each in pages(registry, f"{candidate.place}/deployments?state=current"):
        is_ours = each.get(candidate.member) == candidate.owner_id
        if is_ours and each["version"] == candidate.version:
            path = f"{candidate.place}/deployments/{each['id']}/end"
            return registry.ask("PUT", path, **{"If-Match": "*"})[1]
    raise Unusable(f"{candidate.shown} is not in {candidate.environment}")


def _said(candidate: DeploymentCandidate, deployment: Any, *, is_markdown: bool) -> str:
    from impl.engine.comparison.reports.markdown import code

    is_there = "is in" if deployment["state"] == "current" else "is no more in"
    names = candidate.shown, candidate.environment
    what, where = map(code, names) if is_markdown else names
    return f"{what} {is_there} {where}: {deployment['id']}"
