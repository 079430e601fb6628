"""Polite download of published decisions: `client` asks, `listing` reads, `archive` keeps, `run` does the round."""
