"""What each operation of a contract does with state."""
