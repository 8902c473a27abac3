"""A signer’s own letters to the offices asked."""
