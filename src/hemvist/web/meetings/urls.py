"""Addresses of meetings and calendar feeds."""

from django.urls import path

from hemvist.web.meetings import feeds, views

urlpatterns = [
    path("arende/<uuid:case_id>/mote/<str:booking>/", views.show_meeting, name="meeting"),
    path("arende/<uuid:case_id>/mote/<str:booking>/mote.ics", views.meeting_file, name="meeting-file"),
    path("kalender/flode/", feeds.manage, name="feed"),
    path("kalender/flode/<str:secret>.ics", feeds.fetch, name="calendar-feed"),
]
