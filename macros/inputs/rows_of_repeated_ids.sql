{#- The rows whose id occurs again. Few do: ids are counted by themselves, in the type that tells them apart. -#}
{% macro rows_of_repeated_ids(relation, id) %}
    select rows_with_id.*
    from {{ relation }} as rows_with_id
    inner join (
        select {{ id }} from {{ relation }} group by {{ id }} having count(*) > 1
    ) as repeated on rows_with_id.{{ id }} = repeated.{{ id }}
{% endmacro %}
