"""The browsers in which somebody is signed in: how long, which they are, and ending them."""
