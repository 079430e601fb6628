"""Records as people see them: pages for the terminal, HTML for notebooks and browsers, and the wording of both."""
