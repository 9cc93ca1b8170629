"""The doors: one file per group of commands; each carries things from one room to the next."""
