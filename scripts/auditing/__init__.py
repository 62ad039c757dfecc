"""What scripts/audit does."""
