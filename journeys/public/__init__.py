"""What readers have: frozen, dated, and how it differs from what is worked on."""
