"""Bank accounts and their statements: declared, brought in, listed, set apart."""
