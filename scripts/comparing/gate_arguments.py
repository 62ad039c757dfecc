"""The options of the gate: what may pass, and what the version allows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_gate_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a command line say what may pass."""
    parser.add_argument(
        "--accept",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="let the changes pass that FILE accepts, as .countersign.yaml does under "
        "`accept`; may be repeated",
    )
    parser.add_argument(
        "--allow-fetch",
        action="store_true",
        help="let BASE and REVISION be URLs, which are fetched over HTTPS alone; for "
        "registry: COUNTERSIGN_URL, and COUNTERSIGN_API_KEY or COUNTERSIGN_TOKEN, say "
        "where and as whom",
    )
    parser.add_argument(
        "--respect-version",
        action="store_true",
        help="let pass what info.version announces (Semantic Versioning 2.0.0; below "
        "1.0.0 the minor version counts as the major one), and fail if it rose by less "
        "than the changes ask for",
    )
