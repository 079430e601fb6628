"""Records as people and spreadsheets see them: a summary for the terminal, HTML for notebooks, rows for tables."""
