"""Parameters of requests: decoded, and checked by the gate."""
