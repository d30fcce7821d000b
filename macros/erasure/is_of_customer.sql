{#-
  Whether a row is the customer's, by the first of its columns, an id or a pseudonymous key, or by a whole raw row as JSON: a
  record that could not be divided into fields has no id of its own, and is its line and its text.
-#}
{% macro is_of_customer(columns, id) %}
    {% set conditions = [] %}
    {% if columns[0] == 'customer_key' %}
        {#- Not adapter.get_relation: it may leave a transaction open. -#}
        {% set schema = generate_schema_name('intermediate', none) %}
        {% if not run_query("select 1 from information_schema.tables where table_schema = '" ~ schema ~ "' and table_name = 'customer_key_salt'").rows %}
            {{ exceptions.raise_compiler_error("tables have pseudonymous keys and customer_key_salt is gone: build once with the same salt, then erase") }}
        {% endif %}
        {% do conditions.append('customer_key = ' ~ sha256_hex('(select salt from ' ~ adapter.quote(schema) ~ '.customer_key_salt) || ' ~ id)) %}
    {% elif columns[0] != 'raw_row' %}
        {% do conditions.append('cast(' ~ adapter.quote(columns[0]) ~ ' as ' ~ dbt.type_string() ~ ') = ' ~ id) %}
    {% endif %}
    {% if 'raw_row' in columns %}
        {#- DuckDB has records in tables of one source, and their JSON in others. -#}
        {% set whole = "case when typeof(raw_row) = 'VARCHAR' then cast(raw_row as varchar) else " ~ json_of('raw_row') ~ ' end' %}
        {% do conditions.append(json_has(whole if target.type == 'duckdb' else 'raw_row', customer_id_names(), id)) %}
        {% if target.type == 'duckdb' %}
            {% do conditions.append(
                'json_keys(' ~ whole ~ ") = ['line', 'text'] and " ~ record_names_customer('json_extract_string(' ~ whole ~ ", '$.text')", id)
            ) %}
        {% endif %}
    {% endif %}
    {{ return(conditions | join(' or ')) }}
{% endmacro %}
