from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process_slug', models.CharField(max_length=60, unique=True)),
                ('head', models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process_slug', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=30)),
                ('public_id', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('excerpt', models.CharField(max_length=240)),
                ('url', models.CharField(max_length=300)),
                ('at', models.DateTimeField(null=True)),
                ('facets', models.JSONField(default=dict)),
                ('terms', models.TextField()),
                ('title_terms', models.TextField()),
                ('words', models.JSONField(default=list, help_text='folded words, for the vocabulary')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'kind', 'at'], name='search_entry_list')],
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'kind', 'public_id', 'language'), name='search_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('process_slug', models.CharField(max_length=60)),
                ('word', models.CharField(max_length=40)),
                ('size', models.PositiveSmallIntegerField()),
                ('uses', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['process_slug', 'size'], name='search_word_size')],
                'constraints': [models.UniqueConstraint(fields=('process_slug', 'word'), name='search_word_once')],
            },
        ),
    ]
