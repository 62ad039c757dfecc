"""What a sound contract might do better, and what can't be compiled."""
