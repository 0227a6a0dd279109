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
        ('measures', '0003_rates_and_codes_hold_for_their_time'),
        ('operations', '0011_sources_have_owners'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicator',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='operation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outcome',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='update_update',
        ),
        migrations.AddField(
            model_name='claim',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='operation',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='source',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False, verbose_name='changed at'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['changed_at'], name='outcome_by_change'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operations_claimevent" ("agency_id", "code", "created_at", "date_from", "date_precision", "date_to", "id", "measure_id", "note", "operation_id", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "stage", "statement", "unit_id", "value") SELECT new_values."agency_id", new_values."code", new_values."created_at", new_values."date_from", new_values."date_precision", new_values."date_to", new_values."id", new_values."measure_id", new_values."note", new_values."operation_id", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."qualifier", new_values."source_id", new_values."stage", new_values."statement", new_values."unit_id", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency_id" IS DISTINCT FROM (new_values."agency_id") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."date_from" IS DISTINCT FROM (new_values."date_from") OR old_values."date_precision" IS DISTINCT FROM (new_values."date_precision") OR old_values."date_to" IS DISTINCT FROM (new_values."date_to") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."measure_id" IS DISTINCT FROM (new_values."measure_id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."qualifier" IS DISTINCT FROM (new_values."qualifier") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."stage" IS DISTINCT FROM (new_values."stage") OR old_values."statement" IS DISTINCT FROM (new_values."statement") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."value" IS DISTINCT FROM (new_values."value")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea2e6f80c9aff3c1afdeda263479828492090b52', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_28f8b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='operations_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operations_indicatorevent" ("after", "after_period", "before", "before_period", "code", "created_at", "id", "name", "operation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "unit_id") SELECT new_values."after", new_values."after_period", new_values."before", new_values."before_period", new_values."code", new_values."created_at", new_values."id", new_values."name", new_values."operation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."after" IS DISTINCT FROM (new_values."after") OR old_values."after_period" IS DISTINCT FROM (new_values."after_period") OR old_values."before" IS DISTINCT FROM (new_values."before") OR old_values."before_period" IS DISTINCT FROM (new_values."before_period") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9472cff345f8a9371d109681fc85c2680b8f2600', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_99cdf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='operations_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='operation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operations_operationevent" ("code", "concealments", "conveyances", "created_at", "duration_days", "ends_on", "ends_precision", "expansion", "findings", "id", "kind", "legal_bases", "marking", "name", "objectives", "owner_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_parent_id", "scope", "starts_on", "starts_precision", "threats", "version") SELECT new_values."code", new_values."concealments", new_values."conveyances", new_values."created_at", new_values."duration_days", new_values."ends_on", new_values."ends_precision", new_values."expansion", new_values."findings", new_values."id", new_values."kind", new_values."legal_bases", new_values."marking", new_values."name", new_values."objectives", new_values."owner_id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_parent_id", new_values."scope", new_values."starts_on", new_values."starts_precision", new_values."threats", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."concealments" IS DISTINCT FROM (new_values."concealments") OR old_values."conveyances" IS DISTINCT FROM (new_values."conveyances") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."duration_days" IS DISTINCT FROM (new_values."duration_days") OR old_values."ends_on" IS DISTINCT FROM (new_values."ends_on") OR old_values."ends_precision" IS DISTINCT FROM (new_values."ends_precision") OR old_values."expansion" IS DISTINCT FROM (new_values."expansion") OR old_values."findings" IS DISTINCT FROM (new_values."findings") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."legal_bases" IS DISTINCT FROM (new_values."legal_bases") OR old_values."marking" IS DISTINCT FROM (new_values."marking") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."objectives" IS DISTINCT FROM (new_values."objectives") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."proposed_parent_id" IS DISTINCT FROM (new_values."proposed_parent_id") OR old_values."scope" IS DISTINCT FROM (new_values."scope") OR old_values."starts_on" IS DISTINCT FROM (new_values."starts_on") OR old_values."starts_precision" IS DISTINCT FROM (new_values."starts_precision") OR old_values."threats" IS DISTINCT FROM (new_values."threats") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='37c88d4f70747c22a25e5c61961565d35f242ccf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9d56b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='operations_operation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operations_outcomeevent" ("agency_id", "amends_id", "amount", "authors", "canonical_quantity", "country_id", "created_at", "created_by_id", "currency_id", "date_from", "date_precision", "date_to", "description", "id", "last_edited_at", "last_edited_by_id", "marking", "measure_id", "note", "operation_id", "owner_id", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "quantity", "rate_date", "reference", "revision", "source_id", "state", "state_reason", "submitted_at", "unit_id", "value", "verified_at", "verified_by_id", "version") SELECT new_values."agency_id", new_values."amends_id", new_values."amount", new_values."authors", new_values."canonical_quantity", new_values."country_id", new_values."created_at", new_values."created_by_id", new_values."currency_id", new_values."date_from", new_values."date_precision", new_values."date_to", new_values."description", new_values."id", new_values."last_edited_at", new_values."last_edited_by_id", new_values."marking", new_values."measure_id", new_values."note", new_values."operation_id", new_values."owner_id", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."qualifier", new_values."quantity", new_values."rate_date", new_values."reference", new_values."revision", new_values."source_id", new_values."state", new_values."state_reason", new_values."submitted_at", new_values."unit_id", new_values."value", new_values."verified_at", new_values."verified_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency_id" IS DISTINCT FROM (new_values."agency_id") OR old_values."amends_id" IS DISTINCT FROM (new_values."amends_id") OR old_values."amount" IS DISTINCT FROM (new_values."amount") OR old_values."authors" IS DISTINCT FROM (new_values."authors") OR old_values."canonical_quantity" IS DISTINCT FROM (new_values."canonical_quantity") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."currency_id" IS DISTINCT FROM (new_values."currency_id") OR old_values."date_from" IS DISTINCT FROM (new_values."date_from") OR old_values."date_precision" IS DISTINCT FROM (new_values."date_precision") OR old_values."date_to" IS DISTINCT FROM (new_values."date_to") OR old_values."description" IS DISTINCT FROM (new_values."description") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."last_edited_at" IS DISTINCT FROM (new_values."last_edited_at") OR old_values."last_edited_by_id" IS DISTINCT FROM (new_values."last_edited_by_id") OR old_values."marking" IS DISTINCT FROM (new_values."marking") OR old_values."measure_id" IS DISTINCT FROM (new_values."measure_id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."qualifier" IS DISTINCT FROM (new_values."qualifier") OR old_values."quantity" IS DISTINCT FROM (new_values."quantity") OR old_values."rate_date" IS DISTINCT FROM (new_values."rate_date") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."revision" IS DISTINCT FROM (new_values."revision") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."state_reason" IS DISTINCT FROM (new_values."state_reason") OR old_values."submitted_at" IS DISTINCT FROM (new_values."submitted_at") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."value" IS DISTINCT FROM (new_values."value") OR old_values."verified_at" IS DISTINCT FROM (new_values."verified_at") OR old_values."verified_by_id" IS DISTINCT FROM (new_values."verified_by_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='225beaf318025783f724e80a564e3e98b374b80a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1a2e6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='operations_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "operations_sourceevent" ("code", "created_at", "credibility", "date_from", "date_precision", "date_to", "id", "location", "marking", "operation_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "reliability", "title") SELECT new_values."code", new_values."created_at", new_values."credibility", new_values."date_from", new_values."date_precision", new_values."date_to", new_values."id", new_values."location", new_values."marking", new_values."operation_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publisher", new_values."reliability", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."credibility" IS DISTINCT FROM (new_values."credibility") OR old_values."date_from" IS DISTINCT FROM (new_values."date_from") OR old_values."date_precision" IS DISTINCT FROM (new_values."date_precision") OR old_values."date_to" IS DISTINCT FROM (new_values."date_to") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."location" IS DISTINCT FROM (new_values."location") OR old_values."marking" IS DISTINCT FROM (new_values."marking") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."publisher" IS DISTINCT FROM (new_values."publisher") OR old_values."reliability" IS DISTINCT FROM (new_values."reliability") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e14b1da0396570746889288d1e21a47a960cad0f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ec6aa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='operations_source', when='AFTER')),
        ),
        migrations.RunSQL(frozen_sql(__file__, "changed")),
    ]
