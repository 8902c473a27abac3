"""Checking what was read of a statement, item by item."""
