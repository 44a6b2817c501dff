"""Addresses of logging in. What of django-allauth is ours stands here by name; of its account pages the middleware lets through only some."""

from allauth.mfa.base.views import authenticate, reauthenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, reauthenticate_webauthn, remove_webauthn
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from hemvist.web.login import pages, single_sign_on

_to_account = RedirectView.as_view(pattern_name="my-account", query_string=False)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.my_account, name="my-account"),
    path("stark/", pages.step_up, name="step-up"),
    path("tid/", pages.session_left, name="session-left"),
    path("andra-steget/", authenticate, name="mfa_authenticate"),
    path("andra-steget/bekrafta/", reauthenticate, name="mfa_reauthenticate"),
    path("andra-steget/app/", activate_totp, name="mfa_activate_totp"),
    path("andra-steget/app/ta-bort/", deactivate_totp, name="mfa_deactivate_totp"),
    path("andra-steget/nyckel/", add_webauthn, name="mfa_add_webauthn"),
    path("andra-steget/nyckel/bekrafta/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("andra-steget/nyckel/<int:pk>/ta-bort/", remove_webauthn, name="mfa_remove_webauthn"),
    path("andra-steget/reservkoder/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("andra-steget/reservkoder/nya/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # Where django-allauth goes when something was added or removed.
    path("andra-steget/klart/", _to_account, name="mfa_index"),
    path("andra-steget/nycklar/", _to_account, name="mfa_list_webauthn"),
    path("tjanst/<slug:kind>/", single_sign_on.begin, name="single-sign-on"),
    path("tjanst/<slug:provider_id>/svar/", single_sign_on.come_back, name="openid_connect_callback"),
]
if "hemvist.web.login.saml" in settings.INSTALLED_APPS:
    urlpatterns.append(path("tjanst/", include("allauth.socialaccount.providers.saml.urls")))
urlpatterns.append(path("", include("allauth.account.urls")))
