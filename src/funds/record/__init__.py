"""The record (账): tables to which rows are added and never changed, and the one way to add them."""
