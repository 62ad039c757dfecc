"""What profiles make of the differences: verdicts, reports and certificates."""
