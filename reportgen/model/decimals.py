"""How numbers are reckoned with: Python's own context would round what has more than 28 digits."""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The context of operations whose result is as exact as the numbers; a division would never end in it."""
