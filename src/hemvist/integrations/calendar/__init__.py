"""Invitations, feeds and room calendars (iCalendar, CalDAV), and booking systems that cannot be reached."""
