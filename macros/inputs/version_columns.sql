{#-
  Columns that rise with each version of a row, by their names (see unused_columns), those of the source itself before those of
  loaders, as `ltv.inputs.formats.loaders` knows them.
-#}
{% macro version_columns() %}
    {{ return([
        'fivetran_start', 'dbt_valid_from', '(valid|effective)_from', 'sdc_sequence', '(record_|row_)?version(_no|_number)?',
        '(source_)?ts_ms', '(commit|cdc|change)_(timestamp|ts|time|lsn)',
        '(order_|row_|last_)?(updated|modified|changed)(_at|_on|_date|_time|_timestamp)?', 'date_(updated|modified)',
        'fivetran_synced', 'airbyte_(extracted|emitted)_at', 'sdc_(batched|received|extracted)_at', '(dlt_)?load_id',
        '(synced|ingested|extracted|inserted|exported|imported|fetched|downloaded)_(at|on|date|time)',
        '(export|import|snapshot|extract|load|as_of)_(date|time|timestamp)', 'as_of',
    ]) }}
{% endmacro %}
