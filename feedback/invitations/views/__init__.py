"""Routes of invitations: the proof, the words, who calls, and who wants no more of them."""
