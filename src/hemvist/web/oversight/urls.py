"""Addresses of the pages about who sees what."""

from django.urls import path

from hemvist.web.login.assurance import needs_strong
from hemvist.web.oversight import conflicts, emergency, extract, log_review, who_sees

urlpatterns = [
    path("nodoppning/", needs_strong(emergency.emergency), name="emergency"),
    path("loggkontroll/", needs_strong(log_review.reviews), name="log-reviews"),
    path("loggkontroll/borja/", needs_strong(log_review.begin), name="log-review-begin"),
    path("loggkontroll/nodoppning/<int:opening>/", needs_strong(log_review.review_emergency), name="emergency-review"),
    path("loggkontroll/<int:review>/", needs_strong(log_review.review), name="log-review"),
    path("enheten/jav/", needs_strong(conflicts.conflicts), name="conflicts"),
    path("arende/<uuid:case_id>/jav/", conflicts.declare, name="declare-conflict"),
    path("arende/<uuid:case_id>/jav/hava/", needs_strong(conflicts.lift), name="lift-conflict"),
    path("arende/<uuid:case_id>/vem-ser/", who_sees.who_sees, name="who-sees"),
    path("arende/<uuid:case_id>/loggutdrag/", extract.show_extract, name="log-extract"),
    path("arende/<uuid:case_id>/loggutdrag/pdf/", extract.extract_as_pdf, name="log-extract-pdf"),
]
