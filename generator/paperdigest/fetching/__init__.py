"""What comes from elsewhere: the only wing that opens a connection. What services answer, `reading` reads."""
