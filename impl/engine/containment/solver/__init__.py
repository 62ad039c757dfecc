"""The search for an instance of which given formulas hold, or for a proof of none."""
