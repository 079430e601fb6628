"""Plain texts of reports: numbered or hyphened lists, hard-wrapped lines, piped tables, whole reports on one line."""
