{#-
  The relation that holds one source of `relation`, or none where it does not exist. Files have been put into the schema of
  inputs by load_inputs, under the relation's name and the source's number.
-#}
{% macro input_place(relation, number, mapping) %}
    {% set raw_data = var('raw_data') %}
    {% if raw_data == 'sample' %}
        {{ return(none if relation == 'calendar_index' else ref('raw_' ~ relation)) }}
    {% elif raw_data == 'tables' %}
        {% set declared = source('raw', relation) %}
        {% if 'table' in mapping %}
            {% set declared = api.Relation.create(database=declared.database, schema=declared.schema, identifier=mapping.table) %}
        {% endif %}
        {{ return(existing_relation(declared.schema, declared.identifier, declared.database) if execute else declared) }}
    {% endif %}
    {#- From dbt's cache: this is asked some forty times a build. -#}
    {{ return(adapter.get_relation(target.database, inputs_schema(), relation ~ '_' ~ number) if execute else none) }}
{% endmacro %}
