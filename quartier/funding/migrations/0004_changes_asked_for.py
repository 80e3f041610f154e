import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import quartier.kit.dates

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("funding", "0003_own_share_of_old_grants"),
    ]

    operations = [
        migrations.AddField("amendment", "purpose", models.TextField(blank=True, verbose_name="Wofür das Geld ist")),
        migrations.AddField("check", "answer_by", models.DateField(null=True, verbose_name="Antwort bis")),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ID,
                ("ends_on", models.DateField(null=True, verbose_name="Neues Ende")),
                ("purpose", models.TextField(blank=True, verbose_name="Wofür das Geld sein soll")),
                ("reason", models.TextField(verbose_name="Warum")),
                ("at", models.DateTimeField(default=quartier.kit.dates.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_change_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="change_requests", to="funding.grant"
                    ),
                ),
            ],
            options={"verbose_name": "Änderungswunsch", "ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="RequestedLine",
            fields=[
                ID,
                ("old_cents", models.BigIntegerField()),
                ("new_cents", models.BigIntegerField(verbose_name="Neu")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requested", to="funding.costline"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="funding.changerequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "Gewünschte Kostenzeile",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("request", "line"), name="funding_requestedline_once"),
                    models.CheckConstraint(
                        condition=models.Q(("new_cents__gte", 0)), name="funding_requestedline_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeReply",
            fields=[
                ID,
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("amended", "Bescheid geändert"),
                            ("refused", "Nicht geändert"),
                            ("withdrawn", "Zurückgezogen"),
                        ],
                        max_length=9,
                        verbose_name="Antwort",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Begründung")),
                ("at", models.DateTimeField(default=quartier.kit.dates.now)),
                (
                    "amendment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered",
                        to="funding.amendment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_change_replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reply", to="funding.changerequest"
                    ),
                ),
            ],
            options={
                "verbose_name": "Antwort auf einen Änderungswunsch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "amended"), ("amendment__isnull", False)),
                            models.Q(models.Q(("result", "amended"), _negated=True), ("amendment__isnull", True)),
                            _connector="OR",
                        ),
                        name="funding_changereply_names_its_amendment",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            "amendment",
            models.CheckConstraint(
                condition=models.Q(("new_proof_due_on__gt", models.F("new_ends_on"))),
                name="funding_amendment_proof_after_end",
            ),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(condition=models.Q(("own_cents__gte", 0)), name="funding_grant_own_not_negative"),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="funding_grant_forward"
            ),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=models.Q(("proof_due_on__gt", models.F("ends_on"))), name="funding_grant_proof_after_end"
            ),
        ),
    ]
