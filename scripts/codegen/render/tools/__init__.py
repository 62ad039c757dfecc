"""What runs in the environments of the build-time tools."""
