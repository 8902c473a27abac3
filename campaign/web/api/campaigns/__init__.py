"""A campaign as JSON."""
