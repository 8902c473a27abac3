"""Reading a statement: text in, items and who is asked out; pure."""
