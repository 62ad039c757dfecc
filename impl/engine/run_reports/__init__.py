"""What a test run of a build came to, read from what test tools write. Pure."""
