"""Markdown: its marks become structure, its lists keep the numbers that were typed."""
