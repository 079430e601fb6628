"""The outline of a document: its sections, the rows of its tables, its sentences, and where evidence stands."""
