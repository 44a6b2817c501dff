"""The engine: reads governing documents and says what they ask of whom, by when and why. Pure Python; no clock, no Django."""
