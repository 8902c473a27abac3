"""The outbox, the ways that mail goes out, and whom nothing is sent to."""
