{#- Whether a row is the customer's, by the first of its columns: an id, a pseudonymous key, or a whole raw row as JSON. -#}
{% macro is_of_customer(columns, id) %}
    {% if columns[0] == 'customer_key' %}
        {#- Not adapter.get_relation: it may leave a transaction open. -#}
        {% set schema = generate_schema_name('intermediate', none) %}
        {% if not run_query("select 1 from information_schema.tables where table_schema = '" ~ schema ~ "' and table_name = 'customer_key_salt'").rows %}
            {{ exceptions.raise_compiler_error("tables have pseudonymous keys and customer_key_salt is gone: build once with the same salt, then erase") }}
        {% endif %}
        {{ return('customer_key = ' ~ sha256_hex('(select salt from ' ~ adapter.quote(schema) ~ '.customer_key_salt) || ' ~ id)) }}
    {% elif columns[0] == 'raw_row' %}
        {{ return(json_has('raw_row', 'customer_id', id)) }}
    {% endif %}
    {{ return('cast(' ~ adapter.quote(columns[0]) ~ ' as ' ~ dbt.type_string() ~ ') = ' ~ id) }}
{% endmacro %}
