"""Boards, administrations, units, and who holds which role where and when."""
