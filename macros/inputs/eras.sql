{#-
  Year before the first one of an era -> its names in capitals, as a date begins with them. A year of three digits without a name is one
  of the Republic of China where the mapping says that years are of eras.
-#}
{% macro eras() %}
    {{ return({2018: '令和|㋿|R', 1988: '平成|㍻|H', 1925: '昭和|㍼|S', 1911: '中華民國|中华民国|民國|民国|'}) }}
{% endmacro %}
