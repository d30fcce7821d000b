{#-
  Whether the rows of a relation come from more than one file or table, or may (a pattern). Sources that read the files of others
  once more, for what another column of theirs says (`order_fields`), do not count.
-#}
{% macro has_several_files(relation) %}
    {% set files = [] %}
    {% for source in input_sources(relation) if not source.mapping.get('order_fields') %}
        {% set file = source.mapping.get('file', source.relation.identifier) %}
        {% do files.extend([file] if file is string else file) %}
    {% endfor %}
    {{ return(files | length > 1 or '*' in files | join or '?' in files | join) }}
{% endmacro %}
