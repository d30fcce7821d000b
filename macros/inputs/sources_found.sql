{#-
  Where the raw rows of `relation` are: a list with one entry per source, {number, relation, columns, mapping}. `columns` are
  those the source really has and that may be read: lower-case name, without outer blanks -> {name, type (see read_type),
  own_type}; of files without the columns that the reader adds, whose names begin with an underscore and stand in `added`.
  `hidden` are the names of columns that the user may not read, `twins` those that differ from another in letter case or outer
  blanks only. Sources that do not exist are left out.
-#}
{% macro sources_found(relation) %}
    {% set sources = [] %}
    {% for mapping in input_mappings(relation) %}
        {% set place = input_place(relation, loop.index, mapping) %}
        {% if place and execute %}
            {% set columns, added, hidden, twins = {}, [], [], [] %}
            {% for column in columns_of_input(place) %}
                {% if var('raw_data') == 'files' and column.name in ['_row_key', '_row_number', '_file', '_line', '_malformed'] %}
                    {% do added.append(column.name) %}
                {% elif not column.readable %}
                    {% do hidden.append(column.name) %}
                {% elif column.name | lower | trim in columns %}
                    {% do twins.append(column.name) %}
                {% else %}
                    {% do columns.update({
                        column.name | lower | trim: {'name': column.name, 'type': read_type(column.type), 'own_type': column.type}
                    }) %}
                {% endif %}
            {% endfor %}
            {% do sources.append({
                'number': loop.index, 'relation': place, 'mapping': mapping,
                'columns': columns, 'added': added, 'hidden': hidden, 'twins': twins
            }) %}
        {% endif %}
    {% endfor %}
    {{ return(sources) }}
{% endmacro %}
