"""Every address of the pages. The pages of the worklist, new cases, the routine and the calendar stand in `urls_work`."""

from django.urls import include, path

from hemvist.web import small_pages
from hemvist.web.case import consents, drafting, mending, recording, showing
from hemvist.web.countdown import views as countdown
from hemvist.web.routine_pages import case_flow
from hemvist.web.style_guide import style_guide

case_pages = [
    path("", showing.show_case, name="case"),
    path("samtycken/", consents.show_consents, name="consents"),
    path("nedrakning/", countdown.show_countdown, name="countdown"),
    path("flode/", case_flow.show_flow, name="flow"),
    path("registrera/", showing.other_events, name="other_events"),
    path("registrera/<slug:event_type>/", recording.record, name="record_event"),
    path("registrera/<slug:event_type>/utkast/", drafting.draft, name="draft"),
    path("registrera/<slug:event_type>/sista-dag/", drafting.suggest_last_day, name="suggest_last_day"),
    path("handelse/<str:uid>/ratta/", mending.correct_event, name="correct_event"),
    path("handelse/<str:uid>/ta-tillbaka/", mending.annul_event, name="annul_event"),
    path("handelse/<str:uid>/angra/", mending.undo_event, name="undo_event"),
]
urlpatterns = [
    path("health", small_pages.health, name="health"),
    path("sprak/", small_pages.language, name="language"),
    path("arende/<uuid:case_id>/", include(case_pages)),
    path("stil", style_guide, name="style-guide"),
    path("", include("hemvist.web.unit_pages.urls")),
    path("", include("hemvist.web.retention_pages.urls")),
    path("", include("hemvist.web.oversight.urls")),
    path("", include("hemvist.web.initiating.urls")),
    path("", include("hemvist.web.letters.urls")),
    path("", include("hemvist.web.meetings.urls")),
    path("", include("hemvist.web.inbox.urls")),
    path("", include("hemvist.web.case_system.urls")),
    path("", include("hemvist.web.ssbtek.urls")),
    path("", include("hemvist.web.related_cases.urls")),
    path("", include("hemvist.web.urls_work")),
]
