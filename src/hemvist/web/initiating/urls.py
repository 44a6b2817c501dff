"""The address of beginning a routine from outside."""

from django.urls import path

from hemvist.web.initiating import pages

urlpatterns = [path("initiera/", pages.initiate_page, name="initiate")]
