"""Data keys, and what is kept for how long."""
