"""Material leaves: documents and public pages."""
