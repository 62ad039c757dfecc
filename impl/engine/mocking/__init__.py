"""Answers to requests over an explicit state, as a contract alone suggests them."""
