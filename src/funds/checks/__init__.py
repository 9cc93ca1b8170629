"""The checks: one short pure function each, in one published order."""
