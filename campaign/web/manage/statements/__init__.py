"""The statements that were brought in, and bringing in another."""
