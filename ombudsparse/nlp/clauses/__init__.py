"""What the words around a date say: its clause, subject, verb and stance."""
