"""The salt of pseudonymous customer keys."""

import os

import pandas as pd

from ltv.errors import OptionError

VARIABLE = "DBT_ENV_SECRET_LTV_SALT"  # dbt never prints what such a variable holds, and refuses it in SQL
LEAST_CHARACTERS = 16


def salt() -> pd.DataFrame:
    """One row, the salt that the environment holds. No message repeats it."""
    value = os.environ.get(VARIABLE, "")
    if len(value) < LEAST_CHARACTERS:
        raise OptionError(
            f"pseudonymous_keys needs a secret: environment variable {VARIABLE} has {len(value)} characters; allowed: "
            f"{LEAST_CHARACTERS} or more, random ones, the same in every build (make them with: openssl rand -hex 32)"
        )
    return pd.DataFrame({"salt": [value]})
