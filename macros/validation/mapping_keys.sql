{#- The keys of a source in the variable `inputs`: key -> {kind (see has_kind), allowed (what that is, in words)}. -#}
{% macro mapping_keys() %}
    {% set texts = 'text, or a list of texts' %}
    {% set filter = 'a value or a list of values for each column, as in {Status: [paid, shipped]}' %}
    {{ return({
        'file': {'kind': 'texts', 'allowed': texts},
        'table': {'kind': 'text', 'allowed': 'text'},
        'format': {'kind': 'text', 'allowed': 'text'},
        'columns': {'kind': 'mapping', 'allowed': "names of the input's columns, each with a column of the file"},
        'date_format': {'kind': 'text', 'allowed': "text such as '%d.%m.%Y'"},
        'decimal_mark': {'kind': 'mark', 'allowed': "'.' or ','"},
        'encoding': {'kind': 'text', 'allowed': 'text such as windows-1252'},
        'delimiter': {'kind': 'string', 'allowed': "text such as ';' or tab"},
        'header_line': {'kind': 'count', 'allowed': 'a whole number from 1'},
        'sheet': {'kind': 'text', 'allowed': 'text'},
        'join': {
            'kind': 'joins',
            'allowed': 'the file and the columns of its key, as in {file: orders.csv, by: order_id} or {file: orders.csv, by: {order_id: '
                ~ 'id}}, with encoding, delimiter, header_line or sheet if it needs them, or a list of such mappings'
        },
        'keep': {'kind': 'filter', 'allowed': filter},
        'drop': {'kind': 'filter', 'allowed': filter},
        'drop_blank': {'kind': 'texts', 'allowed': texts},
        'fill_down': {'kind': 'texts', 'allowed': texts},
        'order_fields': {'kind': 'texts', 'allowed': texts},
        'subtract': {'kind': 'texts', 'allowed': texts},
        'divide_by': {'kind': 'divisor', 'allowed': '1, 10, 100, 1000 or 1000000'},
        'negate': {'kind': 'boolean', 'allowed': 'true or false'},
        'newest': {
            'kind': 'newest',
            'allowed': 'the columns that tell rows apart and the one that tells which is the last, as in {of: id, by: updated_at}'
        },
        'ignore': {'kind': 'texts', 'allowed': texts},
        'guest_ids': {'kind': 'constants', 'allowed': 'a value, or a list of values'},
    }) }}
{% endmacro %}
