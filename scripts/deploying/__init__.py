"""What is where, and what may go there: a registry, asked from a terminal or CI."""
