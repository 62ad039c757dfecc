"""SQLModel tables under one metadata; never wire models."""
