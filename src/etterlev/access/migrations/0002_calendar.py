"""The link to the calendar of deadlines."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='calendar_digest',
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
    ]
