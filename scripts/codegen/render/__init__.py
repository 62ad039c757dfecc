"""From plain data to files, by the tools in environments of their own."""
