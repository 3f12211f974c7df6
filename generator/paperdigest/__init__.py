"""Paper Digest: parsed abstracts in, a searchable static site of papers out."""

__version__ = "0.3.0"
