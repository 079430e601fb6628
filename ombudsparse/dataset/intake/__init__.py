"""Where reports come from, as one stream of contents: folders, globs, lists, zip, JSON Lines and SQLite files."""
