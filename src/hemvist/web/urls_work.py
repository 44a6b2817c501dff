"""Addresses of the worklist, new cases, the routine and the calendar."""

from django.urls import URLPattern, path

from hemvist.web.assigning import views as assigning
from hemvist.web.calendar import views as calendar
from hemvist.web.login.assurance import needs_strong
from hemvist.web.new_case import assessment, finding, opening
from hemvist.web.routine_pages import views as routine_pages
from hemvist.web.worklist import views as worklist

urlpatterns: list[URLPattern] = [
    path("arenden/", finding.find, name="find_case"),
    path("arenden/nytt", finding.find_first, name="new_case"),
    # A new case's person may be protected until the contrary is known: nobody opens a case that they could not see.
    path("arenden/nytt/person", needs_strong(opening.open_new), name="open_new_case"),
    path("arende/<uuid:case_id>/bedomning/", assessment.assessment, name="assessment"),
    path("tilldela/", assigning.assign_many, name="assign"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("", worklist.todo, name="todo"),
    path("rutiner/", routine_pages.documents, name="routines"),
    path("rutiner/gemensamt/", routine_pages.shared, name="routine-shared"),
    path("rutiner/<slug:routine>/", routine_pages.routine, name="routine"),
    path("rutiner/<slug:routine>/<slug:edition>/", routine_pages.edition, name="routine-edition"),
    path("rutiner/<slug:routine>/<slug:edition>/bild/", routine_pages.picture, name="routine-picture"),
    path("rutiner/<slug:routine>/<slug:edition>/skillnader/", routine_pages.compare, name="routine-differences"),
]
