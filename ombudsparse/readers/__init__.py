"""Bytes of any form into a Document: each reader gives the same text and blocks for the same report."""
