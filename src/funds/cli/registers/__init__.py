"""Registers (登记表) brought in: from rows of a workbook to posted records, and what became of each row."""
