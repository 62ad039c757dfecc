"""Mixed load with faults for a long time, and a ledger of what was acknowledged."""
