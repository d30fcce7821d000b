{#-
  What many models read: a table of a small input, for to plan its view a dozen times takes longer than to write it, and a view of a
  large one, for a copy of millions of raw rows is large. The model is called base_<input>.
-#}
{% materialization kept_if_small, adapter='duckdb' %}
    {% set counts = ['0'] %}
    {% for source in input_sources(model.name.removeprefix('base_')) %}
        {% do counts.append('(select count(*) from ' ~ source.relation ~ ')') %}
    {% endfor %}
    {% if run_query('select ' ~ counts | join(' + ')).rows[0][0] > 2000000 %}
        {{ return(materialization_view_duckdb()) }}
    {% endif %}
    {{ return(materialization_table_duckdb()) }}
{% endmaterialization %}
