"""Bodies of requests: limited, decoded, and checked by the gate."""
