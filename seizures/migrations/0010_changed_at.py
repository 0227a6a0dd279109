import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.frozen import frozen_sql


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_setting_a_password_leaves_an_event'),
        ('operations', '0012_changed_at'),
        ('seizures', '0009_readers_are_tracked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='seizure',
            name='update_update',
        ),
        migrations.AddField(
            model_name='seizure',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddIndex(
            model_name='seizure',
            index=models.Index(fields=['changed_at'], name='seizure_by_change'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seizure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seizures_seizureevent" ("amends_id", "authors", "concealment", "conveyance", "country_id", "created_at", "created_by_id", "date_from", "date_precision", "date_to", "destination_id", "destination_place_id", "detection", "event_count", "id", "kind", "last_edited_at", "last_edited_by_id", "marking", "note", "operation_id", "origin_id", "origin_place_id", "owner_id", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reference", "revision", "seizing_agency_id", "source_id", "stage", "state", "state_reason", "submitted_at", "transit_id", "transit_place_id", "verified_at", "verified_by_id", "version") SELECT new_values."amends_id", new_values."authors", new_values."concealment", new_values."conveyance", new_values."country_id", new_values."created_at", new_values."created_by_id", new_values."date_from", new_values."date_precision", new_values."date_to", new_values."destination_id", new_values."destination_place_id", new_values."detection", new_values."event_count", new_values."id", new_values."kind", new_values."last_edited_at", new_values."last_edited_by_id", new_values."marking", new_values."note", new_values."operation_id", new_values."origin_id", new_values."origin_place_id", new_values."owner_id", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."reference", new_values."revision", new_values."seizing_agency_id", new_values."source_id", new_values."stage", new_values."state", new_values."state_reason", new_values."submitted_at", new_values."transit_id", new_values."transit_place_id", new_values."verified_at", new_values."verified_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."amends_id" IS DISTINCT FROM (new_values."amends_id") OR old_values."authors" IS DISTINCT FROM (new_values."authors") OR old_values."concealment" IS DISTINCT FROM (new_values."concealment") OR old_values."conveyance" IS DISTINCT FROM (new_values."conveyance") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."date_from" IS DISTINCT FROM (new_values."date_from") OR old_values."date_precision" IS DISTINCT FROM (new_values."date_precision") OR old_values."date_to" IS DISTINCT FROM (new_values."date_to") OR old_values."destination_id" IS DISTINCT FROM (new_values."destination_id") OR old_values."destination_place_id" IS DISTINCT FROM (new_values."destination_place_id") OR old_values."detection" IS DISTINCT FROM (new_values."detection") OR old_values."event_count" IS DISTINCT FROM (new_values."event_count") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."last_edited_at" IS DISTINCT FROM (new_values."last_edited_at") OR old_values."last_edited_by_id" IS DISTINCT FROM (new_values."last_edited_by_id") OR old_values."marking" IS DISTINCT FROM (new_values."marking") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."origin_id" IS DISTINCT FROM (new_values."origin_id") OR old_values."origin_place_id" IS DISTINCT FROM (new_values."origin_place_id") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."revision" IS DISTINCT FROM (new_values."revision") OR old_values."seizing_agency_id" IS DISTINCT FROM (new_values."seizing_agency_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."stage" IS DISTINCT FROM (new_values."stage") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."state_reason" IS DISTINCT FROM (new_values."state_reason") OR old_values."submitted_at" IS DISTINCT FROM (new_values."submitted_at") OR old_values."transit_id" IS DISTINCT FROM (new_values."transit_id") OR old_values."transit_place_id" IS DISTINCT FROM (new_values."transit_place_id") OR old_values."verified_at" IS DISTINCT FROM (new_values."verified_at") OR old_values."verified_by_id" IS DISTINCT FROM (new_values."verified_by_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='649cc5899e99ea3661d1cd24d8a2fa1092d13058', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_18301', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='seizures_seizure', when='AFTER')),
        ),
        migrations.RunSQL(frozen_sql(__file__, "changed")),
    ]
