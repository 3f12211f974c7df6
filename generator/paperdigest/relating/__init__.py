"""What belongs together: records to papers, names to people, papers to topics and to each other."""
