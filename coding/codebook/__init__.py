"""The codebook: its tree, what codes mean, how they change and go, and what others are told of that."""
