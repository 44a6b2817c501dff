"""Cases that leave the system: when, who lets them, what is packed, and what is left."""
