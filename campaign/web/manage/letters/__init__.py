"""Exporting letters and fetching them."""
