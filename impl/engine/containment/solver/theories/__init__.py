"""The procedures of the solver for one type each."""
