from django.urls import path

from notices import views

urlpatterns = [
    path("notices/", views.notices_page, name="notices"),
    path("notices/count/", views.unread_count, name="notices-count"),
    path("notices/read/", views.all_read, name="notices-read"),
    path("notices/mail/", views.mail_choice, name="notices-mail"),
    path("notices/<uuid:pk>/", views.notice_page, name="notice"),
]
