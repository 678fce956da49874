from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_wall")]

    operations = [
        migrations.AddField(
            model_name="sourcerow",
            name="looked_at",
            field=models.DateTimeField(null=True),
        ),
    ]
