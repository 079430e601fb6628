"""Single values in text, as pure functions: amounts of money, deadlines, working days and dates."""
