"""How often operations may be asked for."""
