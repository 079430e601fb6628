"""A dataset served as web pages on this machine, with Datasette: tables, searches, questions, charts, reports."""
