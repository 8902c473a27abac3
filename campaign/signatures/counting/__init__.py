"""Counting by windows: the public number, never in the transaction of who signs or confirms."""
