"""Numbers as German writes them, and what they count."""
