"""Statements: reading them into items and addressees, and keeping them."""
