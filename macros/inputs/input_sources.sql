{#-
  The sources of `relation`, as sources_found has them. The warehouse is asked once for each node, and the answer is kept where
  dbt keeps the results of statements: rules and columns ask some forty times, and an answer is two statements for each source.
-#}
{% macro input_sources(relation) %}
    {% set name = 'sources of ' ~ relation %}
    {% set kept = load_result(name) %}
    {% set sources = kept.response if kept else sources_found(relation) %}
    {#- A result can be loaded once, and so it is stored again. -#}
    {% do store_result(name, sources) %}
    {{ return(sources) }}
{% endmacro %}
