"""The command behind `scripts/compare`: reads contracts, prints what changed."""
