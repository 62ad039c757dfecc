"""What makes a contract invalid."""
