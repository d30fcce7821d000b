{#-
  Read the files of `data_dir` into the schema of inputs, before anything else: Parquet as a view over the file, every other
  format as a table of text, and what a mapping joins as a table of the rows with the other files beside them, by the function ltv_read_input that the plugin ltv.inputs.plugin adds to DuckDB. What cannot be
  read stops the build, all problems at once, and leaves what was there. What the reader says of files that it did not take is
  kept in the table `notes`.
-#}
{% macro load_inputs() %}
    {% if execute and var('raw_data') == 'files' and target.type == 'duckdb' %}
        {% if 'ltv.inputs.plugin' not in (target.plugins or []) | map(attribute='module') | list %}
            {{ exceptions.raise_compiler_error("raw_data 'files' needs the plugin ltv.inputs.plugin in the DuckDB profile (plugins: [{module: ltv.inputs.plugin}])") }}
        {% endif %}
        {% set schema, problems, notes, statements, taken, joined, answers = inputs_schema(), [], [], [], [], [], [] %}
        {% for relation in input_columns() %}
            {% for mapping in input_mappings(relation) %}
                {% set file = mapping.get('file', []) %}
                {% do taken.extend([file] if file is string else file) %}
                {% do joined.extend(files_joined(mapping)) %}
            {% endfor %}
        {% endfor %}
        {% for relation in input_columns() %}
            {% for mapping in input_mappings(relation) %}
                {% set request = {
                    'folder': data_folder(), 'relation': relation, 'file': mapping.get('file'), 'options': mapping,
                    'columns': mapped_columns(mapping), 'taken': taken + joined, 'joined': joined,
                    'lowercase_emails': var('lowercase_emails')
                } %}
                {% set answer = fromjson(run_query('select ltv_read_input(' ~ quoted_text(tojson(request)) ~ ')').columns[0].values()[0]) %}
                {% if answer.get('problem') %}
                    {% do problems.append(answer.problem) %}
                {% elif answer.kind != 'none' %}
                    {% set name = adapter.quote(schema) ~ '.' ~ adapter.quote(relation ~ '_' ~ loop.index) %}
                    {% do statements.append(input_statement(name, answer)) %}
                    {% do answers.append(answer) %}
                {% endif %}
                {% for note in answer.get('notes') or [] if note not in notes %}
                    {% do notes.append(note) %}
                {% endfor %}
            {% endfor %}
        {% endfor %}
        {% if problems %}
            {% set place = "data_dir '" ~ var('data_dir') ~ "'" ~ ('' if data_folder() == var('data_dir') else ' (below the folder of the dbt project: ' ~ data_folder() ~ ')') %}
            {{ exceptions.raise_compiler_error(place ~ ': ' ~ (problems | unique | join('\n  '))) }}
        {% endif %}
        {#- By the adapter, so that dbt's cache forgets what was there: see input_place. -#}
        {% do adapter.drop_schema(api.Relation.create(database=target.database, schema=schema)) %}
        {% do run_query('create schema ' ~ adapter.quote(schema)) %}
        {% for statement in statements %}
            {% do run_query(statement) %}
        {% endfor %}
        {% do run_query('create table ' ~ adapter.quote(schema) ~ '.notes (note varchar)') %}
        {% for copy in answers | map(attribute='copies') | sum(start=[]) %}
            {% do run_query('select ltv_drop_scratch(' ~ quoted_text(copy) ~ ')') %}
        {% endfor %}
        {% for note in notes %}
            {% do run_query('insert into ' ~ adapter.quote(schema) ~ '.notes values (' ~ quoted_text(note) ~ ')') %}
        {% endfor %}
    {% endif %}
{% endmacro %}
