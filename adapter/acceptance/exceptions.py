"""Tests of the suite that cannot pass, by the beginning of `module.class.test`, and why.

Every one but that of Spark's frames fails under dbt-postgres as well (LTV_ACCEPTANCE=stock, with --runxfail).
"""

NO_CATALOG = "dbt-postgres has no catalog of a single relation"
NO_CLONE = "PostgreSQL does not clone tables; BaseCloneNotPossible passes: views stand in"
NO_EMPTY_SEED = "dbt-core 1.11 knows no `dbt seed --empty`, and `dbt build --empty` loads seeds whole"
NO_JAVASCRIPT = "PostgreSQL has no functions in JavaScript, and the suite names none"
NO_SPARK = "it needs a session of Spark"
ONE_NAME = "it names a source that --empty has named already; PostgreSQL takes one name"
LOWER_CASE = "it quotes in upper case a column that PostgreSQL made in lower case"
INDEXES_ALONE = "dbt-postgres alters indexes, and has no change that needs a new view"
SQL_ALONE = "dbt-postgres makes scalar functions, in SQL"
TIME_ZONE = "PostgreSQL's current_timestamp has a time zone; BaseCurrentTimestampAware passes"
DOUBLED = "PostgreSQL doubles quotes; BaseEscapeSingleQuotesQuote passes"

EXCEPTIONS = {
    "basic.test_get_catalog_for_single_relation.": NO_CATALOG,
    "dbt_clone.test_dbt_clone.BaseClonePossible.test_can_clone_true": NO_CLONE,
    "dbt_clone.test_dbt_clone.BaseCloneSameSourceAndTarget": NO_CLONE,
    "empty.test_empty.BaseTestEmptySeedFlag.test_build_empty": NO_EMPTY_SEED,
    "empty.test_empty.BaseTestEmptySeedFlag.test_seed_empty": NO_EMPTY_SEED,
    "empty.test_empty.BaseTestEmptyInlineSourceRef": ONE_NAME,
    "empty.test_empty.MetadataWithEmptyFlag.test_run[alter_column_type]": LOWER_CASE,
    "functions.test_js_udfs.": NO_JAVASCRIPT,
    "functions.test_udafs.": SQL_ALONE,
    "functions.test_udfs.PythonUDFDefaultArgSupport": SQL_ALONE,
    "functions.test_udfs.PythonUDFVolatilitySupport": SQL_ALONE,
    "functions.test_udfs.PythonUDFWithPackagesSupported": SQL_ALONE,
    "materialized_view.changes.MaterializedViewChangesApplyMixin.test_change_is_applied_via_replace": INDEXES_ALONE,
    "python_model.test_spark.": NO_SPARK,
    "utils.test_current_timestamp.BaseCurrentTimestampNaive.test_current_timestamp_type": TIME_ZONE,
    "utils.test_escape_single_quotes.BaseEscapeSingleQuotesBackslash": DOUBLED,
}
