"""Rules, permissions and audit; each change is one unit of work, committed here."""
