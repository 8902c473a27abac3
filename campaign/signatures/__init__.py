"""Signatures: signing, confirming, showing, withdrawing, counting."""
