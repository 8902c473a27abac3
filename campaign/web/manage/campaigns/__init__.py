"""Editing, publishing and closing campaigns."""
