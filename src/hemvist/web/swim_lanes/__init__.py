"""A picture of a routine: roles as lanes, steps in the order of the document, drawn from the edition's own duties and events and nothing else."""
