"""Documents, bodies and comparisons made to hurt, and who notices when they arrive."""
