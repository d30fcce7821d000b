{#- One sentence that says that no row of an input was accepted, with each reason, its count, an example and what to do, and what the reader said of files. -#}
{% macro nothing_accepted(relation, rows, counts, reason_column='reason') %}
    {% set meanings = existing_relation(generate_schema_name('marts', none), 'rejection_reasons', target.database) %}
    {% set parts = [] %}
    {% for reason, row_count in counts %}
        {% set example = run_query(
            'select source, row_number, ' ~ raw_row_json(relation) ~ ' from ' ~ rows ~ ' where ' ~ reason_column ~ ' = ' ~ quoted_text(reason)
            ~ ' order by row_key limit 1'
        ).rows %}
        {% set remedy = run_query('select remedy from ' ~ meanings ~ ' where reason = ' ~ quoted_text(reason)).rows if meanings else [] %}
        {% do parts.append(
            row_count ~ ' ' ~ reason
            ~ ((', as row ' ~ example[0][1] ~ ' of ' ~ example[0][0] ~ ': ' ~ (example[0][2] | string)[:200]) if example else '')
            ~ (' (' ~ remedy[0][0] ~ ')' if remedy else '')
        ) %}
    {% endfor %}
    {% set notes = existing_relation(inputs_schema(), 'notes', target.database) if var('raw_data') == 'files' else none %}
    {% set said = run_query('select note from ' ~ notes).columns[0].values() if notes else [] %}
    {{ return('No row of ' ~ relation ~ ' could be taken, so nothing more is built. Rows by reason: ' ~ (parts | join('; ')) ~ '.'
        ~ (' Of the files the reader says: ' ~ (said | join(' ')) if said else '')) }}
{% endmacro %}
