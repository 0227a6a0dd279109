from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.fields import Code, Number, Sparse, Strict
from imports.models import FileImport
from imports.services.printed import comparisons


class CountsSerializer(serializers.Serializer[Any]):
    """Numbers of rows; `records` is the number of new records."""

    rows = serializers.IntegerField(default=0)
    records = serializers.IntegerField(default=0)
    skipped = serializers.IntegerField(default=0)
    unchanged = serializers.IntegerField(default=0)
    changed = serializers.IntegerField(default=0)
    errors = serializers.IntegerField(default=0)  # type: ignore[assignment]  # the metaclass takes it away
    warnings = serializers.IntegerField(default=0)
    duplicates = serializers.IntegerField(default=0)


class TotalSerializer(serializers.Serializer[Any]):
    """A total that the file adds, or would add, with what is there already and what there is then."""

    measure = serializers.CharField()
    stage = serializers.CharField()
    year = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    qualifier = serializers.CharField()
    records = serializers.IntegerField()
    unquantified = serializers.IntegerField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class StatedTotalSerializer(serializers.Serializer[Any]):
    """A sum of the file's own numbers, in its own unit and by its own years."""

    measure = serializers.CharField()
    unit = serializers.CharField()
    year = serializers.CharField()
    value = serializers.CharField()
    rows = serializers.IntegerField()


class ComparedTotalSerializer(serializers.Serializer[Any]):
    """A total that the file prints, beside the sum of its rows; they agree to the last digit that is printed."""

    measure = serializers.CharField(allow_blank=True)
    unit = serializers.CharField()
    year = serializers.CharField(allow_blank=True)
    printed = serializers.CharField()
    computed = serializers.CharField(allow_null=True)
    agrees = serializers.BooleanField()


class FileImportSerializer(Sparse, serializers.ModelSerializer[FileImport]):
    """A file that was sent, and its result. `report` is a table of lines, columns, values and sentences."""

    recording_agency = Code(source="owner")
    mapping = serializers.CharField(source="mapping_name", read_only=True)
    counts = serializers.SerializerMethodField()
    totals = serializers.SerializerMethodField()
    stated = serializers.SerializerMethodField()
    printed = serializers.SerializerMethodField()
    report = serializers.SerializerMethodField()

    class Meta:
        model = FileImport
        fields = (
            "id", "file_name", "sha256", "mapping", "recording_agency", "state", "refusal", "counts", "totals",
            "stated", "printed", "report", "created_at", "ended_at",
        )  # fmt: skip

    @extend_schema_field(CountsSerializer)
    def get_counts(self, row: FileImport) -> Any:
        return row.counts

    @extend_schema_field(TotalSerializer(many=True))
    def get_totals(self, row: FileImport) -> Any:
        # Imports of before the comparison have neither.
        return [{"before": None, "after": None, **total} for total in row.totals]

    @extend_schema_field(StatedTotalSerializer(many=True))
    def get_stated(self, row: FileImport) -> Any:
        return row.stated

    @extend_schema_field(ComparedTotalSerializer(many=True))
    def get_printed(self, row: FileImport) -> Any:
        return [
            {
                "measure": each.measure,
                "unit": each.unit,
                "year": each.year,
                "printed": f"{each.printed:f}",
                "computed": None if each.computed is None else f"{each.computed:f}",
                "agrees": each.agrees,
            }
            for each in comparisons(row)
        ]

    def get_report(self, row: FileImport) -> str:
        return reverse("api-imports-report", args=[row.pk])


class SentFileSerializer(Strict):
    """A file, and the name of a mapping or the mapping itself as JSON. Without `commit` it is a dry run."""

    file = serializers.FileField()
    mapping = serializers.CharField(max_length=200_000)
    commit = serializers.BooleanField(default=False)
    submit = serializers.BooleanField(default=False)
    partial = serializers.BooleanField(default=False)  # type: ignore[assignment]  # the metaclass takes it away


class CommitSerializer(Strict):
    submit = serializers.BooleanField(default=False)
    partial = serializers.BooleanField(default=False)  # type: ignore[assignment]  # the metaclass takes it away


class PrintedTotalSerializer(Strict):
    """A total that the file prints. Without a measure or a year it is of all of them; null takes it away."""

    measure = serializers.CharField(default="", allow_blank=True)
    unit = serializers.CharField()
    year = serializers.CharField(default="", allow_blank=True)
    value = Number(allow_null=True)


class UndoSerializer(Strict):
    reason = serializers.CharField()
