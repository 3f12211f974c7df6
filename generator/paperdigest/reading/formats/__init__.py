"""The formats in which people download papers: a module each, and one that recognises them."""
