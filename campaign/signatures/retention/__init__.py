"""What is kept for how long, and the jobs that erase it then."""
