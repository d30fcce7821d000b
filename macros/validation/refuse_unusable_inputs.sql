{#-
  Stop the build where an input besides transactions has rows and none of them is accepted: its channels, costs or rates would be
  missing from every figure. Rows after the observation end and rows that a filter leaves out are no fault. Called by
  int_customer_histories, which every mart needs.
-#}
{% macro refuse_unusable_inputs() %}
    {% set problems = [] %}
    {% for relation in input_columns() if relation != 'transactions' %}
        {% set rows = ref('base_' ~ relation) %}
        {% if is_building() %}
            {% if not run_query('select 1 from ' ~ rows ~ " where reason is null or reason = 'after_observation_end' limit 1").rows %}
                {% set counts = run_query('select reason, count(*) from ' ~ rows ~ ' group by reason order by 2 desc, 1').rows %}
                {% if counts and counts | rejectattr(0, 'in', ['filtered_out', 'older_version']) | list %}
                    {% do problems.append(nothing_accepted(relation, rows, counts)) %}
                {% endif %}
            {% endif %}
        {% endif %}
    {% endfor %}
    {% if problems %}
        {{ exceptions.raise_compiler_error(problems | join('\n  ')) }}
    {% endif %}
{% endmacro %}
