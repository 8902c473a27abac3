"""The task that a page sets when a campaign asks for proof of work."""
