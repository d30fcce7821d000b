version = "1.11.0"  # that of the dbt-postgres it extends; dbt reads it here
