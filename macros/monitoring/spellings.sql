{#-
  SELECT of the `spellings` under which each channel of `channels`, a subquery with the column channel, may be meant: its letters and digits,
  those with any one letter left out (two names that share such a text are one slip apart), where `numbered` those without a number at the
  end, and where `families` the platform of an ad account (facebook, fb and meta ads are one). A digit is not left out: q1 and q2 are two.
  Names of fewer than six letters have no slips: seo, sea and sem are three.
-#}
{% macro spellings(channels, families=false, numbered=false) -%}
    {%- set plain = replaced('lower(' ~ composed('channel') ~ ')', '[^[:alnum:]]+', every=true) -%}
    {%- set platforms = {
        'meta': 'fb|facebook|meta|facebookmeta|metafacebook|facebookinstagram', 'google': 'google|googleadwords|adwords|g|googlesearch',
        'microsoft': 'bing|microsoft|microsoftbing|bingmicrosoft|msads|msn', 'twitter': 'twitter|x', 'tiktok': 'tiktok|bytedance|douyin',
        'linkedin': 'linkedin|li', 'pinterest': 'pinterest|pin', 'snapchat': 'snap|snapchat',
    } %}
    select channel, plain as spelling from (select channel, {{ plain }} as plain from {{ channels }} as channels) as named
    where plain <> ''
    union
    select channel, substr(plain, 1, place) || substr(plain, place + 2)
    from (select channel, {{ plain }} as plain from {{ channels }} as channels) as named
    cross join (
        values {% for place in range(40) %}({{ place }}){{ ', ' if not loop.last }}{% endfor %}
    ) as places (place)
    where length(plain) >= 6 and place < length(plain) and not {{ matches('substr(plain, place + 1, 1)', '[0-9]') }}
    {%- if numbered %}
    union
    select channel, {{ replaced('plain', '[0-9]+$') }}
    from (select channel, {{ plain }} as plain from {{ channels }} as channels) as named
    where {{ matches('plain', '.*[a-z]{3}[0-9]+') }}
    {%- endif %}
    {%- if families %}
    union
    select
        channel,
        case
            {%- for platform, names in platforms.items() %}
            when {{ matches('plain', '(' ~ names ~ ')(paid|ads?|advertising|cpc|ppc)?') }} then '{{ platform }} ads'
            {%- endfor %}
        end
    from (select channel, {{ plain }} as plain from {{ channels }} as channels) as named
    {%- endif %}
{%- endmacro %}
