"""The demo city: invented people, staff and cases, played through the one way to record. Its numbers can belong to nobody."""
