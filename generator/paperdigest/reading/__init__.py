"""The files of `content/`, and every format that papers come in, read into values."""
