from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("events", "0002_series_offers_registration")]

    operations = [
        migrations.RemoveConstraint(model_name="event", name="events_event_forward"),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="events_event_forward"),
        ),
    ]
