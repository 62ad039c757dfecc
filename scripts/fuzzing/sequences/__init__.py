"""Plays sequences of requests from what a contract says of state, and judges them.

`subjects` says what may be played, `bodies` what is sent, `stage` plays, the rules
(`kept`, `changes`, `lists`, …) judge, and `phase` runs them all. What the contract
leaves open is noted and judged by nobody.
"""
