"""Log-in by SAML, only where the city has switched it on and installed requirements/saml.txt."""
