"""Letters: drafts, the composing of letters, and the writers that turn them into files."""
