"""What two schemas differ in, and for which way of reading it matters."""
