{#- Print every row of input_warnings at the end of a run that built it. -#}
{% macro tell_input_warnings(results) %}
    {% if execute and flags.WHICH in ('run', 'build') %}
        {% for result in results if result.node.name == 'input_warnings' and result.status == 'success' %}
            {% for rule, relation, row_count, example, why, remedy in run_query(
                'select rule, relation, row_count, example, why, remedy from ' ~ result.node.relation_name ~ ' order by rule, relation, example'
            ).rows %}
                {{ log('WARNING ' ~ rule ~ ' (' ~ relation ~ (', ' ~ row_count ~ ' rows' if row_count is not none else '') ~ '): ' ~ why
                    ~ (' For example ' ~ (example | string).rstrip('.') ~ '.' if example else '') ~ ' ' ~ remedy, info=true) }}
            {% endfor %}
        {% endfor %}
    {% endif %}
{% endmacro %}
