"""scripts/backup and scripts/restore."""
