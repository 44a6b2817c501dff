"""django-allauth's SAML provider, which here also tells how the identity provider made sure who it was."""

from typing import Any

from allauth.socialaccount.providers.saml.provider import SAMLProvider

AUTHN_CONTEXTS = "authn_contexts"


class ProviderWithContexts(SAMLProvider):  # type: ignore[misc]  # allauth has no types
    """Keeps the assertion's AuthnContextClassRef beside its attributes; an attribute by that name is overwritten, never believed."""

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Give the assertion's attributes and its authentication contexts."""
        return dict(data.get_attributes()) | {AUTHN_CONTEXTS: list(data.get_last_authn_contexts())}


provider_classes = [ProviderWithContexts]
