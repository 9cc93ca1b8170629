"""Statements: utilisation, a fund's account, the trial balance, spending by purpose; sums and their shape."""
