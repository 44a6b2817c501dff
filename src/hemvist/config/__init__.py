"""Settings and the wiring of the parts."""
