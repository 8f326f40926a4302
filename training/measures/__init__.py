"""What the development tests measure."""
