{#- Words for true and for false, in lower case, as flags have them; ltv.inputs.formats.states reads them too. -#}
{% macro yes_and_no() %}
    {{ return({
        'yes': [
            'true', 't', '1', '1.0', 'yes', 'y', 'x', 'ja', 'oui', 'si', 'sí', 'sì', 'sim', 'tak', 'ano', 'igen', 'da', 'kyllä', 'evet',
            'да', 'так', 'истина', 'ναι', '是', 'はい', '예', 'wahr', 'vrai', 'verdadero', 'vero', 'waar', 'prawda',
        ],
        'no': [
            'false', 'f', '0', '0.0', 'no', 'n', 'nein', 'non', 'não', 'nee', 'nej', 'nei', 'nie', 'ne', 'nem', 'nu', 'ei', 'hayır', 'нет',
            'ні', 'ложь', 'όχι', '否', 'いいえ', '아니요', 'falsch', 'faux', 'falso', 'onwaar', 'fałsz',
        ],
    }) }}
{% endmacro %}
