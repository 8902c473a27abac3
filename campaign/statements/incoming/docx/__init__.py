"""Word files: the archive is checked, list numbers are worked out, the rest is left to mammoth."""
