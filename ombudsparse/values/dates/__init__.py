"""British dates in a narrative: single ones, phrases that join them, those that count from another, inherited years."""
