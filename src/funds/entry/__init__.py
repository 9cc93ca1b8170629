"""Entries (凭证): what a record holds, the lines each kind makes, and a fund's story so far."""
