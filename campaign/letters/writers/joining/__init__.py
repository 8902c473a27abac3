"""Tagged PDFs that Typst wrote, joined into one as they come, in flat memory."""
