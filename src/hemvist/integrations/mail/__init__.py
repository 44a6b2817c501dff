"""Mail, and the in-app inbox: ids and a link leave the house, never a name, a number or anything of health."""
