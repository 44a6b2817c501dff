"""Log-in by SAML against an identity provider on loopback. Run by `.ci/saml`, in an environment of its own: see docs/operations.md."""
