-- The votes of the rules of ‘Messages’, as a view for DuckDB 1.0 or later. Written by labelloom 0.1.0.
-- A column a rule: the number of the label it votes for, -1 where it abstains, and -(number + 2) where it votes against a label.
-- Labels: 0 = HAM, 1 = SPAM, 2 = ?.
-- Lines that end in ‘change this’ name the view, the table and its columns.
-- 1 rule is switched off and left out.
-- The rule ‘broken’ is not readable and left out: at character 1: This ( never closes. Write ) where the group ends, or put symbols in quotes: ":("
-- 1 rule is not sayable in SQL, and NULL everywhere: ‘not sayable’ (/\Bx/: other engines have another \B).
-- The votes are those of Labelloom for every text, but for letters that Unicode added after your DuckDB was made.
-- Columns beside the text are compared as they stand in a file. Where yours have types, a number may be written
-- in another way; read_csv('…', all_varchar = true) keeps them as they are.
CREATE OR REPLACE VIEW votes AS -- change this
WITH records AS (
  SELECT
    "id" AS record_id, -- change this
    coalesce(CAST("text" AS STRING), '') AS text, -- change this
    coalesce(CAST("lang" AS STRING), '') AS column_1, -- change this
    coalesce(CAST("n" AS STRING), '') AS column_2 -- change this
  FROM "messages" -- change this
)
SELECT
  record_id AS "id",
  -- word: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS "word",
  -- exact word: =Free → SPAM
  CASE WHEN contains(words_cased, ' Free ') THEN 1 ELSE -1 END AS "exact word",
  -- phrase: "my channel" → SPAM
  CASE WHEN contains(words, ' my channel ') THEN 1 ELSE -1 END AS "phrase",
  -- folded: Straße → SPAM
  CASE WHEN contains(words, ' strasse ') THEN 1 ELSE -1 END AS "folded",
  -- parts: sub*, *song*, =*ING → SPAM
  CASE WHEN contains(words, ' sub') OR contains(words, 'song') OR contains(words_cased, 'ING ') THEN 1 ELSE -1 END AS "parts",
  -- tree: free (win, "big prize") -(not, n't) → SPAM
  CASE WHEN contains(words, ' free ') AND (contains(words, ' win ') OR contains(words, ' big prize ')) AND NOT (contains(words, ' not ') OR contains(words, ' n t ')) THEN 1 ELSE -1 END AS "tree",
  -- symbols: €, "!!", "=)" → SPAM
  CASE WHEN contains(text, '€') OR contains(text, '!!') OR (contains(text, '=)') AND contains(tokens, ' = ')) THEN 1 ELSE -1 END AS "symbols",
  -- apostrophe: "it's", "'" → SPAM
  CASE WHEN contains(words, ' it s ') OR contains(text, '''') THEN 1 ELSE -1 END AS "apostrophe",
  -- regular expression: /https?:\/\/\S+/ → SPAM
  CASE WHEN regexp_matches(text, '[Hh][Tt][Tt][Pp][Ss\x{17f}]?://[^\t-\r\x{85}\p{Z}]+') THEN 1 ELSE -1 END AS "regular expression",
  -- exact expression: =/[A-Z]{4,}/ → SPAM
  CASE WHEN regexp_matches(text, '[A-Z]{4,}') THEN 1 ELSE -1 END AS "exact expression",
  -- word boundaries: /\bwin\b/ → SPAM
  CASE WHEN regexp_matches(text_marked, '[\x{fdd0}\x{fdd1}][Ww][Ii][Nn][\x{fdd0}\x{fdd1}]') THEN 1 ELSE -1 END AS "word boundaries",
  -- lines: /(?m)^>/ → SPAM
  CASE WHEN regexp_matches(text, '(?m:^)>') THEN 1 ELSE -1 END AS "lines",
  -- not sayable: /\Bx/, free → SPAM
  -- NULL, not sayable in SQL: /\Bx/: other engines have another \B
  CAST(NULL AS INTEGER) AS "not sayable",
  -- words: words<5 → SPAM
  CASE WHEN word_count < 5 THEN 1 ELSE -1 END AS "words",
  -- characters: chars>=200 → SPAM
  CASE WHEN length(text) >= 200 THEN 1 ELSE -1 END AS "characters",
  -- starts: starts("re:"), starts(*ing) → SPAM
  CASE WHEN starts_with(tokens, ' re : ') OR regexp_matches(words, '\A [^ ]*ing ') THEN 1 ELSE -1 END AS "starts",
  -- ends: ends(thanks), ends(=thank*) → SPAM
  CASE WHEN ends_with(words, ' thanks ') OR regexp_matches(words_cased, ' thank[^ ]* \z') THEN 1 ELSE -1 END AS "ends",
  -- count: count("!")>=3, count(="my channel")!=1 → SPAM
  CASE WHEN len(regexp_extract_all(replace(tokens, ' ', '  '), ' \! ')) >= 3 OR len(regexp_extract_all(replace(words_cased, ' ', '  '), ' my  channel ')) != 1 THEN 1 ELSE -1 END AS "count",
  -- near: near(refund, charge, 5) → SPAM
  CASE WHEN regexp_matches(words, ' (?:refund (?:[^ ]+ ){0,4}charge|charge (?:[^ ]+ ){0,4}refund) ') THEN 1 ELSE -1 END AS "near",
  -- near, in both forms: near(=Visa, card*, 1) → SPAM
  CASE WHEN regexp_matches(words_both, ' (?:[^ \t]*\tVisa card[^ \t]*\t[^ ]*|card[^ \t]*\t[^ ]* [^ \t]*\tVisa) ') THEN 1 ELSE -1 END AS "near, in both forms",
  -- misspelt: chanel~1 → SPAM
  CASE WHEN regexp_matches(words, ' (?:[^ ]chanel|[^ ]?hanel|c[^ ]hanel|c[^ ]?anel|ch[^ ]anel|ch[^ ]?nel|cha[^ ]nel|cha[^ ]?el|chan[^ ]el|chan[^ ]?l|chane[^ ]l|chane[^ ]?|chanel[^ ]) ') THEN 1 ELSE -1 END AS "misspelt",
  -- misspelt twice: win~2 → SPAM
  CASE WHEN regexp_matches(words, ' (?:[^ ](?:[^ ]win|[^ ]?… (245)') THEN 1 ELSE -1 END AS "misspelt twice",
  -- column: lang:en, lang="it's", lang!=de → SPAM
  CASE WHEN (column_1_trimmed <> '' AND column_1_folded = 'en') OR (column_1_trimmed <> '' AND column_1 = 'it''s') OR (column_1_trimmed <> '' AND NOT (column_1 = 'de')) THEN 1 ELSE -1 END AS "column",
  -- column with stars: lang:*n* → SPAM
  CASE WHEN (column_1_trimmed <> '' AND contains(column_1_folded, 'n')) THEN 1 ELSE -1 END AS "column with stars",
  -- column as number: n>=1.5, n:3 → SPAM
  CASE WHEN coalesce(column_2_number >= 1.5e0, FALSE) OR ((column_2_trimmed <> '' AND column_2_folded = '3') OR coalesce(column_2_folded_number = 3e0, FALSE)) THEN 1 ELSE -1 END AS "column as number",
  -- column as text: lang<fr → SPAM
  CASE WHEN (column_1_trimmed <> '' AND column_1_trimmed < 'fr') THEN 1 ELSE -1 END AS "column as text",
  -- missing: missing(n) → SPAM
  CASE WHEN column_2_trimmed = '' THEN 1 ELSE -1 END AS "missing",
  -- against: free → not SPAM
  CASE WHEN contains(words, ' free ') THEN -3 ELSE -1 END AS "against",
  -- votes of a column: the column lang
  CASE column_1 WHEN 'yes' THEN 1 WHEN 'no' THEN 0 ELSE -1 END AS "votes of a column",
  -- votes of a column where: the column lang, where free
  CASE WHEN contains(words, ' free ') THEN CASE column_1 WHEN 'yes' THEN 1 WHEN 'no' THEN 0 ELSE -1 END ELSE -1 END AS "votes of a column where",
  -- WORD: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS "WORD (2)",
  -- two "lines" and a `tick`: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS "two ""lines"" and a `tick`"
FROM (
  SELECT *,
  -- words_both: its words in both forms
  ' ' || array_to_string([pair[1] || chr(9) || pair[2] for pair in list_zip(string_split(trim(words, ' '), ' '), string_split(trim(words_cased, ' '), ' '))], ' ') || ' ' AS words_both
  FROM (
  SELECT *,
  -- words: its words in any case
  CASE WHEN strlen(words_cased) = length(words_cased) THEN lower(words_cased) WHEN regexp_matches(words_cased, '[\x{b5}\x{df}\x{130}\x{1… (307)') THEN nfc_normalize(lower(array_to_string([coalesce(map(string_split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', chr(9)), string_split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', chr(9)))[c], c) for c in string_split(words_cased, '')], ''))) ELSE nfc_normalize(lower(words_cased)) END AS words,
  -- tokens: its words and symbols in any case
  CASE WHEN strlen(tokens_cased) = length(tokens_cased) THEN lower(tokens_cased) WHEN regexp_matches(tokens_cased, '[\x{b5}\x{df}\x{130}\x{1… (307)') THEN nfc_normalize(lower(array_to_string([coalesce(map(string_split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', chr(9)), string_split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', chr(9)))[c], c) for c in string_split(tokens_cased, '')], ''))) ELSE nfc_normalize(lower(tokens_cased)) END AS tokens,
  -- word_count: how many words it has
  length(words_cased) - length(replace(words_cased, ' ', '')) - 1 AS word_count,
  -- column_2_folded_number: the same as a number
  CASE WHEN regexp_matches(column_2_folded, '\A[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z') AND abs(TRY_CAST(column_2_folded AS DOUBLE)) <= 1.7976931348623157e308 THEN TRY_CAST(column_2_folded AS DOUBLE) END AS column_2_folded_number
  FROM (
  SELECT *,
  -- words_cased: its words between spaces, in their own case
  CASE WHEN strlen(text_plain) = length(text_plain) THEN regexp_replace(' ' || text_plain || ' ', '[^0-9A-Za-z_]+', ' ', 'g') ELSE regexp_replace(regexp_replace(' ' || regexp_replace(text_plain, '[\x{fe00}-\x{fe0f}\x{feff}]', '', 'g') || ' ', '([\x{e01}-\x{e30}\x{e32}… (888)', ' \1 ', 'g'), '[^\p{L}\p{N}_\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}\p{M}\x{200c}\x{200d}][^\p{L}\p{N}_\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}]*', ' ', 'g') END AS words_cased,
  -- tokens_cased: its words and symbols between spaces, in their own case
  CASE WHEN strlen(text_plain) = length(text_plain) THEN regexp_replace(regexp_replace(' ' || text_plain || ' ', '([^0-9A-Za-z_\x{0}- \x{7f}])', ' \1 ', 'g'), '[\x{0}- \x{7f}]+', ' ', 'g') ELSE regexp_replace(regexp_replace(' ' || regexp_replace(text_plain, '[\x{fe00}-\x{fe0f}\x{feff}]', '', 'g') || ' ', '([\x{e01}-\x{e30}\x{e32}… (1009)', ' \1 ', 'g'), '[\p{Z}\p{Cc}][\p{M}\x{200c}\x{200d}\p{Z}\p{Cc}]*', ' ', 'g') END AS tokens_cased,
  -- column_1_folded: the same in any case and width
  CASE WHEN strlen(column_1_lower) = length(column_1_lower) THEN column_1_lower WHEN regexp_matches(column_1_lower, '[\x{a0}\x{a8}\x{aa}\x{af… (2917)') THEN nfc_normalize(array_to_string([coalesce(map(string_split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (7833)', chr(9)), string_split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (6071)''	(	)	*	+	,	-	.	/	0	1	2	3… (3537)', chr(9)))[c], c) for c in string_split(column_1_lower, '')], '')) ELSE nfc_normalize(column_1_lower) END AS column_1_folded,
  -- column_2_folded: the same in any case and width
  CASE WHEN strlen(column_2_lower) = length(column_2_lower) THEN column_2_lower WHEN regexp_matches(column_2_lower, '[\x{a0}\x{a8}\x{aa}\x{af… (2917)') THEN nfc_normalize(array_to_string([coalesce(map(string_split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (7833)', chr(9)), string_split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (6071)''	(	)	*	+	,	-	.	/	0	1	2	3… (3537)', chr(9)))[c], c) for c in string_split(column_2_lower, '')], '')) ELSE nfc_normalize(column_2_lower) END AS column_2_folded
  FROM (
  SELECT *,
  -- text_plain: the text in Unicode's form NFKC
  CASE WHEN strlen(text_simple) = length(text_simple) THEN text_simple WHEN regexp_matches(text_simple, '[\x{a0}\x{a8}\x{aa}\x{af… (2917)') THEN nfc_normalize(array_to_string([coalesce(map(string_split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (7833)', chr(9)), string_split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (6071)''	(	)	*	+	,	-	.	/	0	1	2	3… (3537)', chr(9)))[c], c) for c in string_split(text_simple, '')], '')) ELSE nfc_normalize(text_simple) END AS text_plain,
  -- column_1_lower: the same in lower case
  CASE WHEN strlen(column_1_trimmed) = length(column_1_trimmed) THEN lower(column_1_trimmed) WHEN regexp_matches(column_1_trimmed, '[\x{b5}\x{df}\x{130}\x{1… (307)') THEN nfc_normalize(lower(array_to_string([coalesce(map(string_split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', chr(9)), string_split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', chr(9)))[c], c) for c in string_split(column_1_trimmed, '')], ''))) ELSE nfc_normalize(lower(column_1_trimmed)) END AS column_1_lower,
  -- column_2_lower: the same in lower case
  CASE WHEN strlen(column_2_trimmed) = length(column_2_trimmed) THEN lower(column_2_trimmed) WHEN regexp_matches(column_2_trimmed, '[\x{b5}\x{df}\x{130}\x{1… (307)') THEN nfc_normalize(lower(array_to_string([coalesce(map(string_split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', chr(9)), string_split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', chr(9)))[c], c) for c in string_split(column_2_trimmed, '')], ''))) ELSE nfc_normalize(lower(column_2_trimmed)) END AS column_2_lower,
  -- column_2_number: the same as a number
  CASE WHEN regexp_matches(column_2_trimmed, '\A[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z') AND abs(TRY_CAST(column_2_trimmed AS DOUBLE)) <= 1.7976931348623157e308 THEN TRY_CAST(column_2_trimmed AS DOUBLE) END AS column_2_number
  FROM (
  SELECT *,
  -- text_simple: the text with its common compatibility characters replaced
  CASE WHEN strlen(text) = length(text) THEN text ELSE translate(replace(text, '…', '...'), '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　 ', '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~  ') END AS text_simple,
  -- text_marked: the text with its words marked, for regular expressions
  regexp_replace(text, '([\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}\x{200d}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}]+)', chr(64976) || '\1' || chr(64977), 'g') AS text_marked,
  -- column_1_trimmed: the column without spaces around it
  regexp_replace(column_1, '\A[\p{Z}\t-\r\x{85}]+|[\p{Z}\t-\r\x{85}]+\z', '', 'g') AS column_1_trimmed,
  -- column_2_trimmed: the column without spaces around it
  regexp_replace(column_2, '\A[\p{Z}\t-\r\x{85}]+|[\p{Z}\t-\r\x{85}]+\z', '', 'g') AS column_2_trimmed
  FROM records
) AS level_1
) AS level_2
) AS level_3
) AS level_4
) AS level_5;
