"""Addresses of texts for the main case system, and the exchange of files."""

from django.urls import path

from hemvist.web.case_system import texts

urlpatterns = [
    path("arende/<uuid:case_id>/treserva/", texts.texts_to_enter, name="texts-to-enter"),
]
