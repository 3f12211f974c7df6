"""What a maintainer asks about the digest: why a paper is as it is, which topics and people to mend."""
