import django.db.models.deletion
import quartier.kit.dates
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('history', '0003_entries_by_scope'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('row', models.BigIntegerField()),
                ('language', models.CharField(max_length=12, verbose_name='Sprache')),
                ('fields', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('draft', 'Entwurf'), ('published', 'Veröffentlicht')], default='draft', max_length=10, verbose_name='Stand')),
                ('original', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=quartier.kit.dates.now)),
                ('machine', models.BooleanField(default=False, verbose_name='Von einer Maschine übersetzt')),
                ('reader', models.CharField(blank=True, default='', max_length=120, verbose_name='Gegengelesen von')),
                ('checked_by', models.CharField(blank=True, default='', max_length=160, verbose_name='Prüfgruppe')),
                ('checked_on', models.DateField(null=True, verbose_name='Geprüft am')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='history.scope')),
            ],
            options={
                'verbose_name': 'Fassung',
                'indexes': [models.Index(fields=['scope', 'language'], name='texts_text_scope')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'row', 'language'), name='texts_text_once'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by', ''), ('checked_on__isnull', True)), models.Q(('checked_on__isnull', False), ('language', 'leicht'), models.Q(('checked_by', ''), _negated=True)), _connector='OR'), name='texts_text_checked')],
            },
        ),
    ]
