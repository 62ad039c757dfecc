"""What scripts/admin does."""
