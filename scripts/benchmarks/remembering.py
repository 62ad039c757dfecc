"""The ordinary peer with one change: a verified token is remembered."""

from scripts.benchmarks import ordinary
from scripts.benchmarks.identity import RememberingVerifier

ordinary.verifier = RememberingVerifier.from_environment()
app = ordinary.app
