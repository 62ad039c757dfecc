"""Whether our verdicts are those of suites that other people wrote for differs."""
