"""The search for witnesses among likely instances, and their confirmation."""
