{#-
  What keeps the sources of a raw relation from being read, as the end of a sentence; none if nothing does. Only transactions must
  exist. A column that the mapping names must be there, and so must each required column of the contract.
-#}
{% macro input_problem(relation) %}
    {% set sources, problems = input_sources(relation), [] %}
    {% if not sources %}
        {% if relation != 'transactions' %}{{ return(none) }}{% endif %}
        {% set there = [] %}
        {% if var('raw_data') == 'tables' and target.type != 'spark' %}
            {% set there = run_query(
                'select distinct table_name from information_schema.tables where lower(table_schema) = lower(' ~ quoted_text(var('raw_schema')) ~ ') order by 1'
            ).columns[0].values() %}
        {% endif %}
        {{ return(
            'is not there; expected a table or view of that name. '
            ~ ('The schema has ' ~ (there | join(', ')) ~ ': name the one of the orders in the mapping (inputs: transactions: table)' if there else 'There is none in that schema')
        ) }}
    {% endif %}
    {% for source in sources %}
        {% set columns, missing = source.mapping.get('columns', {}), [] %}
        {% for column, properties in input_columns(relation).items() %}
            {% set mapped = columns.get(column, column) %}
            {% set names = mapped.get('product', []) if mapped is mapping else [mapped] %}
            {% for name in names if (name | lower | trim) not in source.columns and (column in columns or properties.required) %}
                {% do missing.append(name) %}
            {% endfor %}
        {% endfor %}
        {#- A constant is looked at under the name that the contract has for it. -#}
        {% for name in mapped_columns(source.mapping) if (name | lower | trim) not in source.columns and columns.get(name) is not mapping %}
            {% do missing.append(name) %}
        {% endfor %}
        {% set used = (input_columns(relation).keys() | list + mapped_columns(source.mapping)) | map('lower') | map('trim') | list %}
        {% set hidden = source.hidden | map('lower') | map('trim') | select('in', used) | list %}
        {% set twins = source.twins | map('lower') | map('trim') | select('in', used) | list %}
        {% if hidden or source.hidden and not source.columns %}
            {% do problems.append(
                'may not be read by the user ' ~ target.user ~ (' in ' ~ (hidden | join(', ')) if source.columns else '') ~ '. Grant usage on the schema and'
                ~ ' select on ' ~ source.relation.render()
            ) %}
        {% elif twins %}
            {% do problems.append(
                'has two columns that differ in letter case only: ' ~ (twins | join(', ')) ~ '. Leave one out, by a view for example'
            ) %}
        {% elif missing %}
            {% do problems.append(
                'has no column ' ~ (missing | unique | join(', ')) ~ '; it has ' ~ (source.columns.values() | map(attribute='name') | join(', '))
                ~ '. Name the columns in the mapping (inputs: ' ~ relation ~ ': columns), or rename them'
            ) %}
        {% elif (var('raw_data') == 'files' or relation == 'transactions') and not run_query('select 1 from ' ~ source.relation ~ ' limit 1').rows %}
            {% do problems.append('is empty' ~ ('' if relation == 'transactions' else '; remove the file if there is no such data')) %}
        {% endif %}
    {% endfor %}
    {{ return(problems | join('; ') if problems else none) }}
{% endmacro %}
