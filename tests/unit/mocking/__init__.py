"""What a mock remembers."""
