"""PDF files with a text layer: glyphs become lines, lines become paragraphs."""
