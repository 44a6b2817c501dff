"""*Nedräkning*: the plan of a case counted back from the day it is all for, and on to the end of the period that follows."""
