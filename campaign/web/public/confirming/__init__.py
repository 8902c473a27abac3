"""The page that a signer’s mail leads to, where a signature is confirmed."""
