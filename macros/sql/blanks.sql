{#- The characters that are nothing but room: ASCII's and all others of Unicode, as an e-mail or a web page leaves them around a word. -#}
{% macro blanks() %}
    {{ return(
        " \t\r\n\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    ) }}
{% endmacro %}
