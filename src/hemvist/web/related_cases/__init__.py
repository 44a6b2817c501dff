"""Cases that belong together: on the page of a case, and the page where one is started from another."""
