"""The tables that a report makes: its records as rows, and as a DataFrame."""
