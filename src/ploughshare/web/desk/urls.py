"""The addresses of the review desk."""

from __future__ import annotations

from django.urls import path

from ploughshare.web.desk.views import drafts, entry, forms, review, within

urlpatterns = [
    path("", drafts.listing, name="drafts"),
    path("bring-in/", drafts.bring_in, name="bring-in"),
    path("records/<slug:code>/", within.within, name="within"),
    path("<int:pk>/", review.review, name="review"),
    path("<int:pk>/judge/", review.judge, name="judge"),
    path("<int:pk>/undo/", review.undo, name="undo"),
    path("<int:pk>/record/", entry.entry, name="enter"),
    path("<int:pk>/edit/<slug:name>/", forms.edit, name="edit"),
    path("<int:pk>/split/<slug:name>/", forms.split, name="split"),
    path("<int:pk>/merge/<slug:name>/", forms.merge, name="merge"),
    path("<int:pk>/who-said-it/<slug:name>/", forms.assign_root, name="root"),
]
