"""What the service asks of others, guarded."""
