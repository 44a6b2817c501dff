"""Addresses of letters and forms."""

from django.urls import path

from hemvist.web.letters import attaching, listing, making, sending, showing

urlpatterns = [
    path("arende/<uuid:case_id>/brev/", listing.show_letters, name="letters"),
    path("arende/<uuid:case_id>/brev/nytt/<slug:letter>/", making.make_letter, name="make_letter"),
    path("arende/<uuid:case_id>/brev/<str:uid>/skickat/", sending.confirm_sent, name="confirm_sent"),
    path("arende/<uuid:case_id>/handling/ny/", attaching.attach_document, name="attach_document"),
    path("arende/<uuid:case_id>/handling/<slug:document>/", showing.show_document, name="document"),
]
