{#-
  Columns that say whether an order counts, by how they tell it: kind -> patterns of their names (see unused_columns). A `word`
  column has it in its text, a `flag` is true, a `moment` is not blank.
-#}
{% macro status_columns() %}
    {% set not_of_the_order = '(?!.*(fulfil|ship|deliver|dispatch|versand|liefer|mail|marketing|customer|subscri|stock|campaign))' %}
    {{ return({
        'word': [
            not_of_the_order ~ '((.*_)?(status|state|statut|estado|stato|stan|toestand)(_.*)?|.*(status|zustand))',
            '((transaction|order|event|payment|record|document|sale)_)?(type|kind|art|typ|tipo)', 'event(_name)?', '\u6536_?\u652f',
            '(.*)?(\u72b6\u6001|\u72b6\u614b|\u30b9\u30c6\u30fc\u30bf\u30b9)', '\u0441\u0442\u0430\u0442\u0443\u0441(_.*)?',
        ],
        'flag': [
            '(is_|was_|order_)?(test|test_order|test_mode|cancell?ed|refunded|void|voided|draft|deleted|failed|returned|disputed|storniert|storno)'
        ],
        'moment': [
            '(order_)?(cancell?ed|refunded|voided|deleted|returned)_(at|on|date|time)', '(order_)?(date|time)_(cancell?ed|refunded|voided)',
            'cancel(lation)?_(reason|date)', 'stornodatum', 'storniert_am',
        ],
    }) }}
{% endmacro %}
