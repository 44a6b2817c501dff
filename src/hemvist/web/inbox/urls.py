"""Addresses of the inbox, its settings and what could not be delivered."""

from django.urls import URLPattern, path

from hemvist.web.inbox import undelivered, views

urlpatterns: list[URLPattern] = [
    path("notiser/", views.show, name="inbox"),
    path("notiser/kvittera/", views.tick, name="inbox-acknowledge"),
    path("notiser/val/", views.wishes, name="inbox-wishes"),
    path("enheten/leveranser/", undelivered.show, name="undelivered"),
    path("enheten/leveranser/<int:message>/", undelivered.settle, name="undelivered-settle"),
    path("enheten/leveranser/adress/<int:worker>/", undelivered.try_address, name="undelivered-address"),
]
