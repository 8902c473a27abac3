"""Screening: what becomes of a signature before its mail goes out, and what holds off an attack."""
