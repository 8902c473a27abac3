"""What a signer signed, and how she takes it back."""
