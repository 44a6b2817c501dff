"""Forms made from what a routine says about its events."""
