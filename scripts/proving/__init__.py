"""What `scripts/fuzz` and the tests of the running service have in common."""
