"""Findings, formal and narrative: outcomes named, whether they are asserted, and the matter that each is about."""
