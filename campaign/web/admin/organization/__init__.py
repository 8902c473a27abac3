"""Whose letters these are."""
