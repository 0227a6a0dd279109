from django.db import models
from django.utils.translation import gettext_lazy as _


class Reconciliation(models.Model):
    """One reconciliation of records, ledger and balances: what it compared, and what had drifted."""

    began_at = models.DateTimeField(_("began"), db_index=True)
    seconds = models.DecimalField(_("seconds"), max_digits=12, decimal_places=3)
    facts = models.BigIntegerField(_("facts"))
    postings = models.BigIntegerField(_("postings"))
    balances = models.BigIntegerField(_("balances"))
    drifted_records = models.BigIntegerField(_("records that had drifted"))
    drifted_balances = models.BigIntegerField(_("balances that had drifted"))
    repaired = models.BooleanField(_("repaired"))

    class Meta:
        verbose_name = _("ledger check")
        verbose_name_plural = _("ledger checks")
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return self.began_at.isoformat(" ", "seconds")

    @property
    def drifted(self) -> bool:
        return bool(self.drifted_records or self.drifted_balances)
