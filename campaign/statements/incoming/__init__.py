"""From what people hand in (a paste, .txt, .md, .html, .docx, .pdf) to the text that is read."""
