"""What is said of a paper: its highlight and its key phrases."""
