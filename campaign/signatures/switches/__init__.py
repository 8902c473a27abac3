"""Switches for figures that are derived, for days when everything counts."""
