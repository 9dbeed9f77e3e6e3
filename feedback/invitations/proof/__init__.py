"""Who could be asked, who was, who answered, and why others were not."""
