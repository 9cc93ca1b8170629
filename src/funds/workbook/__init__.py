"""Workbooks in and out: the registers that finance staff fill in, and the papers that they hand up."""
