{#-
  Number of a month -> how its names begin, in capitals, as `MONTHS` of the package has them in small letters (a test holds them equal).
  Letters that no database is sure to have in capitals stand there in both. They are asked in this order.
-#}
{% macro month_names() %}
    {{ return({
        11: 'NOV|NOI|MARRAS|LIS|KAS|[Нн][Оо][Яя]',
        1: 'JAN|ENE|GEN|IAN|STY|LED|OCA|TAM|[Яя][Нн][Вв]',
        2: 'F[EÉé][BV]|LUT|[Úú]NO|UNO|[Şş]UB|HEL|[Фф][Ее][Вв]',
        3: 'M[AÁáÄä]R|MAA|MR[TZ]|B[Řř]E|[Мм][Аа][Рр]',
        4: '[AÁá][PVB]R|KWI|DUB|NIS|HUH|[Аа][Пп][Рр]',
        5: 'M[AÁá][IYGJ]|MEI|KV[Ěě]|TOU|[Мм][Аа][ЙйЯя]',
        7: 'J[UÚú]I?L|LUG|IUL|LIP|[Čč]ERVENEC|[Čč]ERVENCE|[Čč]VC|TEM|HEI|[Ии][Юю][Лл]',
        6: 'J[UÚú]I?N|GIU|IUN|CZE|[Čč]ER|[Čč]VN|HAZ|KES|[Ии][Юю][Нн]',
        8: 'AUG|AGO|AO[UÛû]|A[Ğğ]U|SIE|SRP|ELO|[Аа][Вв][Гг]',
        9: 'SE[PT]|SZE|WRZ|Z[Áá][Řř]|EYL|SYY|[Сс][Ее][Нн]',
        10: 'O[CK]T|OTT|OUT|PA[Źź]|PAZ|[Řř][Íí]J|EKI|LOK|[Оо][Кк][Тт]',
        12: 'D[EÉé][CZS]|DIC|GRU|PRO|ARA|JOU|[Дд][Ее][Кк]',
    }) }}
{% endmacro %}
