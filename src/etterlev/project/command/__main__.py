"""`python -m etterlev.project.command`: the same as `etterlev`."""

import sys

from etterlev.project.command import main

sys.exit(main())
