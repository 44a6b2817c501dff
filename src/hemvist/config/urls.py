"""All addresses. Nothing personal stands in them: cases and persons go by random ids."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("hemvist.web.login.urls")),
    path("api/", include("hemvist.api.urls")),
    path("", include("hemvist.web.urls")),
]
handler400 = "hemvist.web.errors.bad_request"
handler403 = "hemvist.web.errors.forbidden"
handler404 = "hemvist.web.errors.not_found"
handler429 = "hemvist.web.login.refusing.ask_to_wait"
handler500 = "hemvist.web.errors.server_error"
