"""What can happen to a contract: one catalogue of the kinds of facts."""
