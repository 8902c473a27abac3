"""Figures that are derived: their switches, and their recounts."""
