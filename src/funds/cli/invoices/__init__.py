"""Invoices: as typed, and as electronic invoices (数电票) say themselves."""
