"""Who may call an operation."""
