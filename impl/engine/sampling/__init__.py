"""Sampling: a valid instance of any schema of a contract, the same for the same seed.

:class:`sampler.Sampler` is where callers come in. Schemas are written out for one
direction (`directed`), planned once (`places`, `choices`, and a plan for each type),
and drawn from; a validator looks at every instance before it leaves, and where drawing
does not succeed, the prover is asked.
"""
