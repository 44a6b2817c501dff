"""When a case leaves the system, what holds it back, who lets it go, and how it is packed for the archive before it is removed (SoL 16 kap.)."""
