"""What text is: TeX, links, sentences, names, slugs and terms."""
