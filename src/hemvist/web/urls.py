"""Every address of the pages. The pages of the worklist, new cases, the routine and the calendar stand in `urls_work`."""

from django.urls import include, path

from hemvist.web import small_pages
from hemvist.web.style_guide import style_guide

urlpatterns = [
    path("health", small_pages.health, name="health"),
    path("sprak/", small_pages.language, name="language"),
    path("stil", style_guide, name="style-guide"),
    path("", include("hemvist.web.urls_work")),
]
