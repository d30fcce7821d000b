{#- The characters that have no width: joiners, marks of direction, soft hyphens, marks of byte order. -#}
{% macro invisible_marks() %}
    {{ return("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff") }}
{% endmacro %}
