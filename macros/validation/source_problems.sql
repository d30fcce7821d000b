{#- What is wrong with the mapping of one source of a relation, a sentence each. -#}
{% macro source_problems(relation, source) %}
    {% set place, problems, keys, columns = 'inputs.' ~ relation, [], mapping_keys(), input_columns(relation) %}
    {% for other in {'files': ['table'], 'tables': ['file', 'join', 'fill_down']}.get(var('raw_data'), []) %}
        {% do keys.pop(other) %}
    {% endfor %}
    {% for key, value in source.items() %}
        {% if key == 'join' and key not in keys %}
            {% do problems.append(
                place ~ ' has the key "join"; allowed where raw_data is files: in a warehouse join the tables in a view, and name it under table'
            ) %}
        {% elif key not in keys %}
            {% do problems.append(
                place ~ ' has the key ' ~ shown_value(key) ~ '; allowed where raw_data is ' ~ var('raw_data') ~ ': ' ~ (keys.keys() | join(', '))
            ) %}
        {% elif value is not none and not has_kind(value, keys[key].kind) %}
            {% do problems.append(place ~ '.' ~ key ~ ' is ' ~ shown_value(value) ~ '; allowed: ' ~ keys[key].allowed) %}
        {% elif key == 'columns' %}
            {% for name, mapped in (value or {}).items() %}
                {% set may_multiply = columns.get(name, {}).get('kind') == 'money' %}
                {% set is_day = columns.get(name, {}).get('kind') in ('time', 'day') %}
                {% set may_join = name == 'transaction_id' or is_day %}
                {% set together = mapped.together if may_join and mapped is mapping and 'together' in mapped else none %}
                {% set parts = mapped.keys() | list if mapped is mapping else [] %}
                {% if name not in columns %}
                    {% do problems.append(place ~ '.columns has the key ' ~ shown_value(name) ~ '; allowed: ' ~ (columns.keys() | join(', '))) %}
                {% elif not (
                    has_kind(mapped, 'text') or (parts == ['value'] and has_kind(mapped.value, 'constant'))
                    or (together is not none and parts == ['together'] and has_kind(together, 'parts'))
                    or (may_multiply and parts == ['product'] and mapped.product is not string and has_kind(mapped.product, 'texts'))
                ) %}
                    {% do problems.append(
                        place ~ '.columns.' ~ name ~ ' is ' ~ shown_value(mapped) ~ '; allowed: the name of a column, {value: a constant}'
                        ~ (', or {product: [Price, Quantity]}' if may_multiply else ', or {together: [Year, Month, Day]}' if is_day else ', or {together: [Store, Order]}' if may_join else '')
                    ) %}
                {% endif %}
            {% endfor %}
        {% endif %}
    {% endfor %}
    {{ return(problems) }}
{% endmacro %}
