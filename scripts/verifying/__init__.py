"""What test runs of builds came to, told to a registry from a terminal or CI."""
