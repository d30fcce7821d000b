{#- Whether a value of a mapping is of the kind that mapping_keys gives its key. -#}
{% macro has_kind(value, kind) %}
    {% set one = {'texts': 'text', 'constants': 'constant', 'joins': 'join'}.get(kind) %}
    {% set is_list = value is sequence and value is not string and value is not mapping %}
    {% if one and is_list %}
        {% set answers = [value | length > 0] %}
        {% for each in value %}
            {% do answers.append(has_kind(each, one)) %}
        {% endfor %}
        {{ return(false not in answers) }}
    {% elif kind == 'parts' %}
        {% set answers = [is_list and value | length > 1] %}
        {% for part in (value if is_list else []) %}
            {% do answers.append(has_kind(part, 'text') or part is mapping and part.keys() | list == ['value'] and has_kind(part.value, 'constant')) %}
        {% endfor %}
        {{ return(false not in answers) }}
    {% elif (one or kind) == 'join' %}
        {% set options = {'encoding': 'text', 'delimiter': 'string', 'header_line': 'count', 'sheet': 'text'} %}
        {% set keys = value.keys() | list if value is mapping else [] %}
        {% set answers = ['file' in keys, 'by' in keys, not keys | reject('in', ['file', 'by'] + options.keys() | list) | list] %}
        {% if false not in answers %}
            {% do answers.extend([has_kind(value.file, 'texts'), has_kind(value.by, 'key')]) %}
            {% for key, kind_of_option in options.items() if value.get(key) is not none %}
                {% do answers.append(has_kind(value[key], kind_of_option)) %}
            {% endfor %}
        {% endif %}
        {{ return(false not in answers) }}
    {% elif kind == 'key' %}
        {% set answers = [value | length > 0 if value is mapping else has_kind(value, 'texts')] %}
        {% for mine, other in (value.items() if value is mapping else []) %}
            {% do answers.extend([has_kind(mine, 'text'), has_kind(other, 'text')]) %}
        {% endfor %}
        {{ return(false not in answers) }}
    {% elif kind == 'newest' %}
        {% set whole = value is mapping and value.keys() | sort == ['by', 'of'] %}
        {{ return(whole and has_kind(value.of, 'texts') and has_kind(value.by, 'text')) }}
    {% elif kind == 'filter' %}
        {% set answers = [value is mapping] %}
        {% for column, values in (value.items() if value is mapping else []) %}
            {% do answers.extend([has_kind(column, 'text'), has_kind(values, 'constants')]) %}
        {% endfor %}
        {{ return(false not in answers) }}
    {% endif %}
    {{ return({
        'text': value is string and value | string | trim != '',
        'string': value is string and value | string != '',
        'constant': value is string or value is number or value is boolean,
        'mapping': value is mapping,
        'mark': value is string and value in ['.', ','],
        'count': value is integer and value is not boolean and value | int >= 1,
        'divisor': value is integer and value is not boolean and value in [1, 10, 100, 1000, 1000000],
        'boolean': value is boolean,
    }[one or kind]) }}
{% endmacro %}
