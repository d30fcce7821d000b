"""The data-frame edge: relations of the warehouse in, relations out. All pandas is here.

numpy is imported after this, and then reads how many threads its linear algebra is to start: dbt runs several nodes at
once, and no matrix here is large enough for a second thread to do more than wait.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
