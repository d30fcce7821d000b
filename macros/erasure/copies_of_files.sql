{#-
  The tables that load_inputs copied from files, as far as they name customers: quoted name -> condition, in SQL, that a row is
  the customer's. Parquet files are read in place and have no copy, unless a mapping joins others to them.
-#}
{% macro copies_of_files(id) %}
    {% set copies = {} %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns and var('raw_data') == 'files' %}
        {% for source in input_sources(relation) if '_malformed' in source.added or files_joined(source.mapping) %}
            {% set name = source.mapping.get('columns', {}).get('customer_id', 'customer_id') %}
            {% set there = source.columns.get(name | lower | trim) if name is string else none %}
            {% set conditions = [record_names_customer('_malformed', id)] if '_malformed' in source.added else [] %}
            {% if there %}
                {% do conditions.append(clean_id(quoted_name(there.name), there.type) ~ ' = ' ~ id) %}
            {% endif %}
            {% do copies.update({source.relation | string: conditions | join(' or ')} if conditions else {}) %}
        {% endfor %}
    {% endfor %}
    {{ return(copies) }}
{% endmacro %}
