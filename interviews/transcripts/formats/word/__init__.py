"""Word documents (ISO 29500), read without python-docx."""
