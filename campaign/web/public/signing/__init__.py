"""Signing a campaign."""
