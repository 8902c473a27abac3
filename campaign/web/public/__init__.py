"""What everybody sees: campaigns, signing, a signer's own page and letters."""
