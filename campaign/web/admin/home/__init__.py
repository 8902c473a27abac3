"""What an admin looks at first."""
