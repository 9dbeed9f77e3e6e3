"""Work that takes longer than a second: asked for, claimed by one worker at a time, done once."""
