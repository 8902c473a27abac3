"""Web pages: the main text is found and cleaned, and its blocks are written out."""
