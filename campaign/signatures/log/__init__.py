"""The append-only log of a campaign: what outsiders check its number with."""
