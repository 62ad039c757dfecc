"""What a consumer uses of a contract, and what a change of it does to that consumer.

A usage says which operations are called, what is sent to them and what is read of their
answers. Both contracts are restricted to that, and then compared like any others.

Each room uses those before it alone: `documents`, what a usage says, and `members`;
`declarations`, which hold it against a contract; `restriction`, which narrows and
weakens; `comparison`; and `derivation` of usages from recordings.
"""
