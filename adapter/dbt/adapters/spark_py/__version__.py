version = "1.11.0"  # that of the dbt-spark it extends; dbt reads it here
