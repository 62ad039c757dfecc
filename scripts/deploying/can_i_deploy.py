"""Ask a registry whether a version may go into an environment."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scripts._arguments import whole
from scripts.deploying.candidates import FORM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.comparing.registry import RegistryClient
    from scripts.deploying.candidates import DeploymentCandidate

STATUS: Final = {"yes": 0, "no": 1, "unknown": 3}
FORMATS: Final = ("text", "markdown", "json")
_PAUSE: Final = 2.0


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; needs nothing but the standard library."""
    parser = argparse.ArgumentParser(
        prog="scripts/can-i-deploy",
        description="""Say whether a version of an API, or of a consumer, may go into an
        environment: whether it gets on with every version of a consumer, or of an API,
        that is recorded there.""",
        epilog="""environment: COUNTERSIGN_URL is where the registry is; credentials are
in COUNTERSIGN_API_KEY, whose key has the scopes deployments:read and versions:read, or
in COUNTERSIGN_TOKEN.

examples:
  scripts/can-i-deploy payments/refunds@1.1.0 --to production
  scripts/can-i-deploy payments/refunds@latest --to staging --wait 300
  scripts/can-i-deploy payments/refunds@1.1.0 --to production --build 4711
  scripts/can-i-deploy consumer:payments/shop@4.2 --to production --format markdown

exit status: 0 yes; 1 no; 3 nobody can say, or not within --wait; 2 there is no such
thing, or the registry could not be asked.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("candidate", metavar="VERSION", help=FORM)
    parser.add_argument(
        "--to", required=True, metavar="ENVIRONMENT", help="the environment's name"
    )
    parser.add_argument(
        "--build",
        help="the build that is to go there, where the policy of the API wants it "
        "verified (default: whichever was verified last)",
    )
    parser.add_argument(
        "--wait",
        type=whole(0, 86_400),
        default=60,
        metavar="SECONDS",
        help="how long to wait for comparisons that go on (default: 60)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )
    options = parser.parse_args(arguments)
    if options.build and options.candidate.startswith("consumer:"):
        parser.error("--build is for a version of an API")
    return options


def main(options: argparse.Namespace) -> int:
    """Ask, wait, and print the answer."""
    from scripts.comparing.refusals import Unusable
    from scripts.comparing.registry import RegistryClient
    from scripts.deploying.candidates import find_candidate
    from scripts.deploying.reports import markdown, text

    try:
        registry = RegistryClient(options.candidate)
        candidate = find_candidate(registry, options.candidate, options.to)
        answer = _answer(registry, candidate, options.build, options.wait)
    except Unusable as error:
        print(f"can-i-deploy: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("can-i-deploy: interrupted", file=sys.stderr)
        return 130
    if options.format == "json":
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        write = markdown if options.format == "markdown" else text
        print(write(candidate, answer), end="")
    return STATUS[answer["answer"]]


def _answer(
    registry: RegistryClient,
    candidate: DeploymentCandidate,
    build: str | None,
    seconds: int,
) -> Any:
    """Return the answer with all its pairs, once nothing goes on or time is up."""
    path = f"{candidate.path}/can-i-deploy?version={quote(candidate.version, safe='')}"
    if build:
        path = f"{path}&build={quote(build, safe='')}"
    end = time.monotonic() + seconds
    while True:
        answer, found = registry.ask("GET", f"{path}&limit=100")
        left = end - time.monotonic()
        if answer.status != 202 or left <= 0:
            break
        time.sleep(min(answer.retry_after or _PAUSE, left))
    return _whole(registry, path, found)


def _whole(registry: RegistryClient, path: str, first: Any) -> Any:
    items, page = [*first["items"]], first
    while "next_cursor" in page:
        cursor = quote(page["next_cursor"], safe="")
        page = registry.get(f"{path}&limit=100&cursor={cursor}")
        items += page["items"]
    return {**{n: it for n, it in first.items() if n != "next_cursor"}, "items": items}
