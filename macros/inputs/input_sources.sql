{#-
  Where the raw rows of `relation` are: a list with one entry per source, {number, relation, columns, mapping}. `columns` are
  those the source really has, lower-case name -> {name, type}; of files without the columns that the reader adds, whose names
  begin with an underscore and stand in `added`. Sources that do not exist are left out.
-#}
{% macro input_sources(relation) %}
    {% set sources = [] %}
    {% for mapping in input_mappings(relation) %}
        {% set place = input_place(relation, loop.index, mapping) %}
        {% if place and execute %}
            {% set columns, added = {}, [] %}
            {% for column in adapter.get_columns_in_relation(place) %}
                {% if var('raw_data') == 'files' and column.name in ['_row_key', '_row_number', '_file', '_line', '_malformed'] %}
                    {% do added.append(column.name) %}
                {% else %}
                    {% do columns.update({column.name | lower: {'name': column.name, 'type': column.data_type | lower}}) %}
                {% endif %}
            {% endfor %}
            {% do sources.append({
                'number': loop.index, 'relation': place, 'columns': columns, 'added': added, 'mapping': mapping
            }) %}
        {% endif %}
    {% endfor %}
    {{ return(sources) }}
{% endmacro %}
