"""*Initiera*: beginning a routine from outside the city, with the person's signed consent."""
