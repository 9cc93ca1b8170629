"""Reconciliation as it is asked for and told: one fund in full, many in a row each, and as papers."""
