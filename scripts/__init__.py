"""One executable per chore, and the compiler behind `scripts/generate`."""
