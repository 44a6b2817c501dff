"""How dates and numbers are written and read, whatever Django's own locale says."""
