"""Admin screens of agencies, places, accounts and keys: administrators change them."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import services
from agencies.models import (
    Agency,
    ApiKey,
    Country,
    CountryName,
    Place,
    PlaceRequest,
    RefusedAccess,
    Region,
    RegionMember,
    Scope,
    User,
)
from agencies.place_requests import close_place_request
from agencies.requests import SignedInRequest
from common.admin import ReferenceAdmin
from common.forms.admin import TYPED


class AgenciesAdmin(ReferenceAdmin):
    services = services


class CountryNameInline(admin.TabularInline[CountryName, Country]):
    model = CountryName
    extra = 0


@admin.register(Country)
class CountryAdmin(AgenciesAdmin):
    list_display = ("code", "name", "kind", "alpha2", "numeric", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("code", "name", "alpha2", "names__name")
    inlines = (CountryNameInline,)
    shown_below = ("names",)


@admin.register(Agency)
class AgencyAdmin(AgenciesAdmin):
    list_display = ("code", "acronym", "name", "country", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("country", "parent")
    search_fields = ("code", "acronym", "name")
    autocomplete_fields = ("country", "parent")


@admin.register(Place)
class PlaceAdmin(AgenciesAdmin):
    list_display = ("name", "kind", "country", "locode", "iata")
    list_filter = ("kind",)
    list_select_related = ("country",)
    search_fields = ("name", "locode", "iata")
    autocomplete_fields = ("country",)
    show_full_result_count = False


class RegionMemberInline(admin.TabularInline[Any, Any]):
    model = RegionMember
    formfield_overrides = TYPED
    extra = 0
    autocomplete_fields = ("country",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("country")


@admin.register(Region)
class RegionAdmin(AgenciesAdmin):
    list_display = ("code", "name", "kind", "source")
    list_filter = ("kind",)
    search_fields = ("code", "name")
    inlines = (RegionMemberInline,)
    shown_below = ("members",)


@admin.register(PlaceRequest)
class PlaceRequestAdmin(admin.ModelAdmin[PlaceRequest]):
    """Requests for places that people did not find: an administrator adds the place, and marks the request as done."""

    list_display = ("name", "country", "requested_by", "requested_at", "settled_at", "adding")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("country", "requested_by")
    search_fields = ("name",)
    actions = ("mark_done",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.concrete_fields]

    @admin.display(description=_("add to the list"))
    def adding(self, wanted: PlaceRequest) -> SafeString:
        known = {"name": wanted.name, "country": wanted.country_id or ""}
        address = f"{reverse('admin:agencies_place_add')}?{urlencode(known)}"
        return format_html('<a href="{}">{}</a>', address, gettext("Add"))

    @admin.action(description=_("Mark as done"), permissions=["change"])
    def mark_done(self, request: SignedInRequest, queryset: QuerySet[Any]) -> None:
        for wanted in queryset:
            close_place_request(wanted, by=request.user)
        self.message_user(request, gettext("Marked as done."), messages.SUCCESS)


@admin.register(User)
class AccountAdmin(AgenciesAdmin, UserAdmin[User]):
    """Accounts. The role decides what an account may do: there are no groups and no single permissions."""

    list_display = ("username", "first_name", "last_name", "role", "agency", "is_active", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("agency",)
    search_fields = ("username", "first_name", "last_name", "email", "agency__code")
    autocomplete_fields = ("agency",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("What the account may do"), {"fields": ("role", "agency", "is_active")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2", "role", "agency")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # A key's account is no person's: it comes and goes with its key.
        return super().get_queryset(request).filter(key=None)


# What of a key is changed once it is made.
CHANGEABLE = ("holder", "calls_per_minute")


class KeyForm(forms.ModelForm[ApiKey]):
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices, widget=forms.CheckboxSelectMultiple, label=_("scopes")
    )

    class Meta:
        model = ApiKey
        fields = ("name", "agency", "holder", "scopes", "expires_at", "calls_per_minute")


@admin.register(ApiKey)
class ApiKeyAdmin(AgenciesAdmin):
    """Keys: made, shown once, revoked. Only the holder and the limit of calls can be changed."""

    form = KeyForm
    list_display = (
        "name", "agency", "holder", "prefix", "scopes", "calls_per_minute", "expires_at", "revoked_at", "last_used_at",
    )  # fmt: skip
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("agency", "holder")
    search_fields = ("name", "prefix", "agency__code")
    autocomplete_fields = ("agency", "holder")
    actions = ("revoke",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        stays = [name for name in self.list_display if name not in CHANGEABLE]
        return (*stays, "created_at", "created_by")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return KeyForm.Meta.fields if obj is None else (*CHANGEABLE, *self.get_readonly_fields(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change(self, request: Any, obj: Any, form: Any) -> None:
        changed = {name: form.cleaned_data[name] for name in CHANGEABLE}
        services.change_key(obj, **changed, by=request.user, seen=self.seen(request))

    def enter(self, request: Any, obj: Any, form: Any) -> Any:
        key, raw = services.make_key(by=request.user, **form.cleaned_data)
        obj.pk = key.pk
        obj.refresh_from_db()
        text = gettext("This is the key. It is shown this once, so copy it now: %(key)s") % {"key": raw}
        self.message_user(request, text, messages.WARNING)
        return key

    @admin.action(description=_("Revoke the selected keys"), permissions=["change"])
    def revoke(self, request: SignedInRequest, queryset: QuerySet[Any]) -> None:
        for key in queryset:
            services.revoke_key(key, by=request.user)
        self.message_user(request, gettext("Revoked: they open nothing any more."), messages.SUCCESS)


@admin.register(RefusedAccess)
class RefusedAccessAdmin(admin.ModelAdmin[RefusedAccess]):
    """Refused passwords and keys, which administrators and auditors read."""

    list_display = ("minute", "kind", "who", "address", "number", "limited", "last_at")
    list_filter = ("kind", "limited")
    search_fields = ("who", "address")
    date_hierarchy = "minute"
    show_full_result_count = False
