"""Reconcile (核对): each fund's entries held against its supporting material and against the bank's lines."""
