"""One module per kind of file that a letter is written to."""
