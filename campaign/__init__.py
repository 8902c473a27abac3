"""Turns the URGE and DEMAND items of a statement into campaigns, signatures and letters."""
