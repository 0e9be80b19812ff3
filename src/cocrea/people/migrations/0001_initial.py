import cocrea.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_active', models.BooleanField(default=True)),
                ('invented', models.BooleanField(default=False)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeldFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('purpose', models.CharField(max_length=60)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='WrittenName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('full_name', models.CharField(max_length=160)),
                ('purpose', models.CharField(max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.SlugField(max_length=60)),
                ('slug', models.SlugField(max_length=60)),
                ('kind', models.CharField(max_length=30)),
                ('name_es', models.CharField(max_length=160)),
                ('name_en', models.CharField(blank=True, max_length=160)),
                ('purpose_es', models.CharField(blank=True, max_length=500)),
                ('purpose_en', models.CharField(blank=True, max_length=500)),
                ('legal_basis', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='people.body')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'slug'), name='people_body_slug')],
            },
        ),
        migrations.CreateModel(
            name='BodyRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('meets_every_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('published_at', models.DateTimeField()),
                ('in_force_since', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='people.body')),
            ],
            options={
                'ordering': ('body_id', 'number'),
                'constraints': [models.UniqueConstraint(fields=('body', 'number'), name='people_body_rules_number')],
            },
        ),
        migrations.CreateModel(
            name='BodySession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=80)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='people.body')),
            ],
            options={
                'ordering': ('-held_at', '-id'),
                'constraints': [models.UniqueConstraint(fields=('body', 'subject_kind', 'subject_id'), name='people_session_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=254)),
                ('purpose', models.CharField(max_length=60)),
                ('consent', models.CharField(max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='HeldPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='people.heldfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='people_piece_once')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=160)),
                ('document', models.CharField(blank=True, max_length=40)),
                ('purpose', models.CharField(max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=200)),
                ('acronym', models.CharField(blank=True, max_length=20)),
                ('sector', models.CharField(max_length=20)),
                ('group', models.CharField(blank=True, max_length=100)),
                ('branch', models.CharField(default='none', max_length=20)),
                ('is_public_body', models.BooleanField(default=False)),
                ('invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('name_key',),
                'indexes': [models.Index(fields=['sector', 'name_key'], name='people_orga_sector_f99eec_idx')],
            },
        ),
        migrations.CreateModel(
            name='BodyExit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('left_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('salt', models.BinaryField(max_length=16)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('return_note', models.TextField(blank=True)),
                ('return_salt', models.BinaryField(default=bytes, max_length=16)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exits', to='people.body')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exits', to='people.organization')),
            ],
            options={
                'ordering': ('left_at', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('returned_at__isnull', True)), fields=('body', 'organization'), name='people_exit_one_open')],
            },
        ),
        migrations.CreateModel(
            name='PublicFunction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('public_name', models.CharField(max_length=160)),
                ('post', models.CharField(max_length=160)),
                ('office_contact', models.CharField(blank=True, max_length=200)),
                ('basis', models.CharField(max_length=300)),
                ('salt', models.BinaryField(max_length=16)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('invented', models.BooleanField(default=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='functions', to='people.organization')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='functions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-since', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_function_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='BodyRulesAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rules', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.bodyrules')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.publicfunction')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rules', 'organization'), name='people_body_rules_agreed_once')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('process_slug', models.SlugField(max_length=60)),
                ('role', models.CharField(max_length=40)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('basis', models.CharField(max_length=300)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'role'], name='people_role_process_6f1840_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_grant_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'process_slug', 'role'), name='people_grant_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('given_by', models.CharField(max_length=20)),
                ('sector', models.CharField(max_length=20)),
                ('branch', models.CharField(default='none', max_length=20)),
                ('basis', models.CharField(max_length=300)),
                ('status', models.CharField(default='member', max_length=20)),
                ('voting', models.BooleanField(default=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.body')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.organization')),
            ],
            options={
                'ordering': ('body_id', 'number'),
                'constraints': [models.UniqueConstraint(fields=('body', 'number'), name='people_seat_number')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=cocrea.kernel.ids.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(max_length=10)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('handover_note', models.TextField(blank=True)),
                ('salt', models.BinaryField(default=bytes, max_length=16)),
                ('handover_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed_from', to='people.mandate')),
                ('function', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='people.publicfunction')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='people.seat')),
            ],
            options={
                'ordering': ('seat_id', 'since', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_mandate_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('seat', 'kind'), name='people_mandate_one_open')],
            },
        ),
    ]
