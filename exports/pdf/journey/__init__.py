"""The document of a journey, part by part."""
