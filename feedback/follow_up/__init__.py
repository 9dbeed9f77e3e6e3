"""Who follows up what people wrote: remarks that somebody waits for, and signals that somebody is not safe."""
