{# dbt-spark's goes through seconds since 1970 and functions that take no timestamp without a zone. #}
{% macro spark_py__dateadd(datepart, interval, from_date_or_timestamp) -%}
    timestampadd({{ datepart }}, {{ interval }}, cast({{ from_date_or_timestamp }} as timestamp_ntz))
{%- endmacro %}
