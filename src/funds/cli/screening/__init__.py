"""Trying lines of spending against the forbidden uses, without posting."""
