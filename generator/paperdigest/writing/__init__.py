"""What the site holds: its pages as Markdown, and the files beside them."""
