import cocrea.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=80, unique=True)),
                ('series', models.CharField(db_index=True, max_length=80)),
                ('origin', models.CharField(max_length=200, unique=True)),
                ('vkey', models.CharField(max_length=300)),
                ('size', models.BigIntegerField(default=0)),
                ('root', models.CharField(max_length=64)),
                ('edge', models.BinaryField(default=bytes)),
                ('last_recorded_at', models.DateTimeField(blank=True, null=True)),
                ('simulated_at', models.DateTimeField(blank=True, null=True)),
                ('predecessor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='ledger.log')),
            ],
            options={
                'verbose_name': 'registro',
                'verbose_name_plural': 'registros',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='ledger_log_size'), models.CheckConstraint(condition=models.Q(('simulated_at__isnull', True), ('origin__contains', '/demo/'), _connector='OR'), name='ledger_log_simulated_only_in_demo')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField()),
                ('kind', models.CharField(max_length=80)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('occurred_at', models.DateTimeField(blank=True, null=True)),
                ('raw', models.BinaryField()),
                ('leaf_hash', models.BinaryField(max_length=32)),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.log')),
            ],
            options={
                'verbose_name': 'asiento',
                'verbose_name_plural': 'asientos',
                'ordering': ['position'],
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'log', 'position'], name='ledger_entry_about'), models.Index(fields=['log', 'kind', 'position'], name='ledger_entry_kind')],
                'constraints': [models.UniqueConstraint(fields=('log', 'position'), name='ledger_entry_position'), models.CheckConstraint(condition=models.Q(('position__gte', 0)), name='ledger_entry_from_zero')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField()),
                ('note', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkpoints', to='ledger.log')),
            ],
            options={
                'verbose_name': 'punto de control',
                'verbose_name_plural': 'puntos de control',
                'ordering': [models.OrderBy(models.F('size'), descending=True)],
                'constraints': [models.UniqueConstraint(fields=('log', 'size'), name='ledger_checkpoint_size')],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nodes', to='ledger.log')),
            ],
            options={
                'verbose_name': 'nodo',
                'verbose_name_plural': 'nodos',
                'constraints': [models.UniqueConstraint(fields=('log', 'level', 'index'), name='ledger_node_place'), models.CheckConstraint(condition=models.Q(('level__gte', 1)), name='ledger_node_above_leaves')],
            },
        ),
    ]
