"""Making a release: what scripts/release checks, writes and tags."""
