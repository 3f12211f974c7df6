"""The build from `content/` to `site/`, and what drives MkDocs."""
