"""The signatures of a campaign, for its organizers."""
