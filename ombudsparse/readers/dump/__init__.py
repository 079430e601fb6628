"""Dumps of a page's text nodes, one a line: paragraphs put together again, and marks that were typed by hand."""
