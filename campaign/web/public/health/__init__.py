"""What whoever runs the site asks it: whether it is alive, whether it is ready."""
