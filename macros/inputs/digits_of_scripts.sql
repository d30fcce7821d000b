{#- Digits and marks of dates as they are `written` in full width, Arabic and Persian, and each in its place as a `plain` one. -#}
{% macro digits_of_scripts() %}
    {{ return({
        'written': '\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\uff0f\uff0d\uff0e\uff1a',
        'plain': '012345678901234567890123456789/-.:',
    }) }}
{% endmacro %}
