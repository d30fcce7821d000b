{#-
  The columns of the source that no contract column is read from and no filter looks at, and whose names match one of the
  patterns as a whole: names are compared in lower case with _ between words, as `ltv.inputs.formats.names.key` writes them.
  A column that the mapping lists under `ignore` counts as looked at; one that only `drop` reads does not where `dropped` is false,
  since `drop` names what does not count and leaves all other values in.
-#}
{% macro unused_columns(relation, source, patterns, dropped=true) %}
    {% set used = mapped_columns(source.mapping, dropped) | map('lower') | map('trim') | list %}
    {% for column in input_columns(relation) if column not in source.mapping.get('columns', {}) %}
        {% do used.append(column) %}
    {% endfor %}
    {% set found = [] %}
    {% for name, column in source.columns.items() if name | trim not in used %}
        {% set words = modules.re.sub('(?<=[a-z])(?=[A-Z])', '_', column.name | trim) | lower %}
        {% set key = modules.re.sub('[^\\w]+', '_', words).strip('_') %}
        {% for pattern in patterns if column.name not in found and modules.re.fullmatch(pattern, key) %}
            {% do found.append(column.name) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
