"""Every address of the pages. The pages of the worklist, new cases, the routine and the calendar stand in `urls_work`."""

from django.urls import include, path

from hemvist.web import small_pages

urlpatterns = [
    path("health", small_pages.health, name="health"),
    path("sprak/", small_pages.language, name="language"),
    path("", include("hemvist.web.urls_work")),
]
