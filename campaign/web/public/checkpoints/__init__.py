"""Checkpoints and entries of the logs, and what they are for."""
