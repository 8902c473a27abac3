"""What screening sees of a campaign, and proof of work under it."""
