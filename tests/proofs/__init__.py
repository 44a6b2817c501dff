"""Proofs that each sees exactly what they may, whichever way they look."""
