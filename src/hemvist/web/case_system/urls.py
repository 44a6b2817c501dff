"""Addresses of texts for the main case system, and the exchange of files."""

from django.urls import path

from hemvist.web.case_system import exchange, importing, texts
from hemvist.web.login.assurance import needs_strong

urlpatterns = [
    path("arende/<uuid:case_id>/treserva/", texts.texts_to_enter, name="texts-to-enter"),
    path("enheten/treserva/", needs_strong(exchange.exchange), name="case-system"),
    path("enheten/treserva/skriv/", needs_strong(exchange.write_in), name="case-system-write-in"),
    path("enheten/treserva/rad/", needs_strong(exchange.handle_row), name="case-system-row"),
    path("enheten/importera/", needs_strong(importing.import_cases), name="import-cases"),
    path("enheten/importera/<uuid:file_id>/", needs_strong(importing.import_file), name="import-file"),
    path("enheten/importera/<uuid:file_id>/rapport/", needs_strong(importing.import_report), name="import-report"),
]
