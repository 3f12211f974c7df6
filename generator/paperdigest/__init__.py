"""Paper Digest: parsed abstracts in, a searchable static site of papers out."""

__version__ = "0.2.0"
