"""The composer: the screen on which a journey is made."""
