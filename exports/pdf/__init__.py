"""Tagged PDF (PDF/UA-1 and PDF/A-2a); the only door to reportlab."""
