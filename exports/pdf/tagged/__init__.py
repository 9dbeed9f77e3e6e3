"""The tagged layer under every document: structure tree, canvas, flowables."""
