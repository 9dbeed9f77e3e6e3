"""The codebook: its tree, what codes mean, and changing codes that others used."""
