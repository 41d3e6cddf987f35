-- The votes of the rules of ‘Messages’, as a view for Spark 3.4 or later. Written by labelloom 0.1.0.
-- A column a rule: the number of the label it votes for, -1 where it abstains, and -(number + 2) where it votes against a label.
-- Labels: 0 = HAM, 1 = SPAM, 2 = ?.
-- Lines that end in ‘change this’ name the view, the table and its columns.
-- 1 rule is switched off and left out.
-- The rule ‘broken’ is not readable and left out: at character 1: This ( never closes. Write ) where the group ends, or put symbols in quotes: ":("
-- 1 rule is not sayable in SQL, and NULL everywhere: ‘not sayable’ (/\Bx/: other engines have another \B).
-- The votes are those of Labelloom for every text in the Unicode form NFC, as nearly all texts are, but for letters that Unicode added after your Java was made.
-- Spark has no function that puts a text into NFC: where yours may have letters apart from their accents, compose
-- them before. Literals are written for spark.sql.parser.escapedStringLiterals = false, which is the default.
-- Columns beside the text are compared as they stand in a file. Where yours have types, a number may be written
-- in another way.
CREATE OR REPLACE VIEW votes AS -- change this
WITH records AS (
  SELECT
    `id` AS record_id, -- change this
    coalesce(CAST(`text` AS STRING), '') AS text, -- change this
    coalesce(CAST(`lang` AS STRING), '') AS column_1, -- change this
    coalesce(CAST(`n` AS STRING), '') AS column_2 -- change this
  FROM `messages` -- change this
)
SELECT
  record_id AS `id`,
  -- word: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS `word`,
  -- exact word: =Free → SPAM
  CASE WHEN contains(words_cased, ' Free ') THEN 1 ELSE -1 END AS `exact word`,
  -- phrase: "my channel" → SPAM
  CASE WHEN contains(words, ' my channel ') THEN 1 ELSE -1 END AS `phrase`,
  -- folded: Straße → SPAM
  CASE WHEN contains(words, ' strasse ') THEN 1 ELSE -1 END AS `folded`,
  -- parts: sub*, *song*, =*ING → SPAM
  CASE WHEN contains(words, ' sub') OR contains(words, 'song') OR contains(words_cased, 'ING ') THEN 1 ELSE -1 END AS `parts`,
  -- tree: free (win, "big prize") -(not, n't) → SPAM
  CASE WHEN contains(words, ' free ') AND (contains(words, ' win ') OR contains(words, ' big prize ')) AND NOT (contains(words, ' not ') OR contains(words, ' n t ')) THEN 1 ELSE -1 END AS `tree`,
  -- symbols: €, "!!", "=)" → SPAM
  CASE WHEN contains(text, '€') OR contains(text, '!!') OR (contains(text, '=)') AND contains(tokens, ' = ')) THEN 1 ELSE -1 END AS `symbols`,
  -- apostrophe: "it's", "'" → SPAM
  CASE WHEN contains(words, ' it s ') OR contains(text, '\'') THEN 1 ELSE -1 END AS `apostrophe`,
  -- regular expression: /https?:\/\/\S+/ → SPAM
  CASE WHEN text RLIKE '[Hh][Tt][Tt][Pp][Ss\\x{17f}]?://[^\\t-\\r\\x{85}\\p{Z}]+' THEN 1 ELSE -1 END AS `regular expression`,
  -- exact expression: =/[A-Z]{4,}/ → SPAM
  CASE WHEN text RLIKE '[A-Z]{4,}' THEN 1 ELSE -1 END AS `exact expression`,
  -- word boundaries: /\bwin\b/ → SPAM
  CASE WHEN text_marked RLIKE '[\\x{fdd0}\\x{fdd1}][Ww][Ii][Nn][\\x{fdd0}\\x{fdd1}]' THEN 1 ELSE -1 END AS `word boundaries`,
  -- lines: /(?m)^>/ → SPAM
  CASE WHEN text RLIKE '(?<![^\\n])>' THEN 1 ELSE -1 END AS `lines`,
  -- not sayable: /\Bx/, free → SPAM
  -- NULL, not sayable in SQL: /\Bx/: other engines have another \B
  CAST(NULL AS INTEGER) AS `not sayable`,
  -- words: words<5 → SPAM
  CASE WHEN word_count < 5 THEN 1 ELSE -1 END AS `words`,
  -- characters: chars>=200 → SPAM
  CASE WHEN length(text) >= 200 THEN 1 ELSE -1 END AS `characters`,
  -- starts: starts("re:"), starts(*ing) → SPAM
  CASE WHEN startswith(tokens, ' re : ') OR words RLIKE '\\A [^ ]*ing ' THEN 1 ELSE -1 END AS `starts`,
  -- ends: ends(thanks), ends(=thank*) → SPAM
  CASE WHEN endswith(words, ' thanks ') OR words_cased RLIKE ' thank[^ ]* \\z' THEN 1 ELSE -1 END AS `ends`,
  -- count: count("!")>=3, count(="my channel")!=1 → SPAM
  CASE WHEN size(regexp_extract_all(replace(tokens, ' ', '  '), ' \\! ', 0)) >= 3 OR size(regexp_extract_all(replace(words_cased, ' ', '  '), ' my  channel ', 0)) != 1 THEN 1 ELSE -1 END AS `count`,
  -- near: near(refund, charge, 5) → SPAM
  CASE WHEN words RLIKE ' (?:refund (?:[^ ]+ ){0,4}charge|charge (?:[^ ]+ ){0,4}refund) ' THEN 1 ELSE -1 END AS `near`,
  -- near, in both forms: near(=Visa, card*, 1) → SPAM
  CASE WHEN words_both RLIKE ' (?:[^ \\t]*\\tVisa card[^ \\t]*\\t[^ ]*|card[^ \\t]*\\t[^ ]* [^ \\t]*\\tVisa) ' THEN 1 ELSE -1 END AS `near, in both forms`,
  -- misspelt: chanel~1 → SPAM
  CASE WHEN words RLIKE ' (?:[^ ]chanel|[^ ]?hanel|c[^ ]hanel|c[^ ]?anel|ch[^ ]anel|ch[^ ]?nel|cha[^ ]nel|cha[^ ]?el|chan[^ ]el|chan[^ ]?l|chane[^ ]l|chane[^ ]?|chanel[^ ]) ' THEN 1 ELSE -1 END AS `misspelt`,
  -- misspelt twice: win~2 → SPAM
  CASE WHEN words RLIKE ' (?:[^ ](?:[^ ]win|[^ ]?… (245)' THEN 1 ELSE -1 END AS `misspelt twice`,
  -- column: lang:en, lang="it's", lang!=de → SPAM
  CASE WHEN (column_1_trimmed <> '' AND column_1_folded = 'en') OR (column_1_trimmed <> '' AND column_1 = 'it\'s') OR (column_1_trimmed <> '' AND NOT (column_1 = 'de')) THEN 1 ELSE -1 END AS `column`,
  -- column with stars: lang:*n* → SPAM
  CASE WHEN (column_1_trimmed <> '' AND contains(column_1_folded, 'n')) THEN 1 ELSE -1 END AS `column with stars`,
  -- column as number: n>=1.5, n:3 → SPAM
  CASE WHEN coalesce(column_2_number >= 1.5e0, FALSE) OR ((column_2_trimmed <> '' AND column_2_folded = '3') OR coalesce(column_2_folded_number = 3e0, FALSE)) THEN 1 ELSE -1 END AS `column as number`,
  -- column as text: lang<fr → SPAM
  CASE WHEN (column_1_trimmed <> '' AND column_1_trimmed < 'fr') THEN 1 ELSE -1 END AS `column as text`,
  -- missing: missing(n) → SPAM
  CASE WHEN column_2_trimmed = '' THEN 1 ELSE -1 END AS `missing`,
  -- against: free → not SPAM
  CASE WHEN contains(words, ' free ') THEN -3 ELSE -1 END AS `against`,
  -- votes of a column: the column lang
  CASE column_1 WHEN 'yes' THEN 1 WHEN 'no' THEN 0 ELSE -1 END AS `votes of a column`,
  -- votes of a column where: the column lang, where free
  CASE WHEN contains(words, ' free ') THEN CASE column_1 WHEN 'yes' THEN 1 WHEN 'no' THEN 0 ELSE -1 END ELSE -1 END AS `votes of a column where`,
  -- WORD: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS `WORD (2)`,
  -- two "lines" and a `tick`: free → SPAM
  CASE WHEN contains(words, ' free ') THEN 1 ELSE -1 END AS `two "lines" and a ``tick```
FROM (
  SELECT *,
  -- words_both: its words in both forms
  concat(' ', array_join(zip_with(split(trim(words), ' '), split(trim(words_cased), ' '), (one, other) -> concat(one, '\t', other)), ' '), ' ') AS words_both
  FROM (
  SELECT *,
  -- words: its words in any case
  CASE WHEN octet_length(words_cased) = char_length(words_cased) THEN lower(words_cased) WHEN words_cased RLIKE '[\\x{b5}\\x{df}\\x{130}\… (346)' THEN lower(array_join(transform(regexp_extract_all(words_cased, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', '\t'), split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', '\t')), c), c)), '')) ELSE lower(words_cased) END AS words,
  -- tokens: its words and symbols in any case
  CASE WHEN octet_length(tokens_cased) = char_length(tokens_cased) THEN lower(tokens_cased) WHEN tokens_cased RLIKE '[\\x{b5}\\x{df}\\x{130}\… (346)' THEN lower(array_join(transform(regexp_extract_all(tokens_cased, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', '\t'), split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', '\t')), c), c)), '')) ELSE lower(tokens_cased) END AS tokens,
  -- word_count: how many words it has
  length(words_cased) - length(replace(words_cased, ' ', '')) - 1 AS word_count,
  -- column_2_folded_number: the same as a number
  CASE WHEN column_2_folded RLIKE '\\A[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\z' AND abs(TRY_CAST(column_2_folded AS DOUBLE)) <= 1.7976931348623157e308 THEN TRY_CAST(column_2_folded AS DOUBLE) END AS column_2_folded_number
  FROM (
  SELECT *,
  -- words_cased: its words between spaces, in their own case
  CASE WHEN octet_length(text_plain) = char_length(text_plain) THEN regexp_replace(' ' || text_plain || ' ', '[^0-9A-Za-z_]+', ' ') ELSE regexp_replace(regexp_replace(' ' || regexp_replace(text_plain, '[\\x{fe00}-\\x{fe0f}\\x{feff}]', '') || ' ', '([\\x{e01}-\\x{e30}\\x{e… (993)', ' $1 '), '[^\\p{L}\\p{N}_\\x{24b6}… (221)', ' ') END AS words_cased,
  -- tokens_cased: its words and symbols between spaces, in their own case
  CASE WHEN octet_length(text_plain) = char_length(text_plain) THEN regexp_replace(regexp_replace(' ' || text_plain || ' ', '([^0-9A-Za-z_\\x{0}- \\x{7f}])', ' $1 '), '[\\x{0}- \\x{7f}]+', ' ') ELSE regexp_replace(regexp_replace(' ' || regexp_replace(text_plain, '[\\x{fe00}-\\x{fe0f}\\x{feff}]', '') || ' ', '([\\x{e01}-\\x{e30}\\x{e… (1129)', ' $1 '), '[\\p{Z}\\p{Cc}][\\p{M}\\x{200c}\\x{200d}\\p{Z}\\p{Cc}]*', ' ') END AS tokens_cased,
  -- column_1_folded: the same in any case and width
  CASE WHEN octet_length(column_1_lower) = char_length(column_1_lower) THEN column_1_lower WHEN column_1_lower RLIKE '[\\x{a0}\\x{a8}\\x{aa}\\… (3968)' THEN array_join(transform(regexp_extract_all(column_1_lower, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (10065)', '\t'), split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (7269)'	(	)	*	+	,	-	.	/	0	1	2	3… (4670)', '\t')), c), c)), '') ELSE column_1_lower END AS column_1_folded,
  -- column_2_folded: the same in any case and width
  CASE WHEN octet_length(column_2_lower) = char_length(column_2_lower) THEN column_2_lower WHEN column_2_lower RLIKE '[\\x{a0}\\x{a8}\\x{aa}\\… (3968)' THEN array_join(transform(regexp_extract_all(column_2_lower, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (10065)', '\t'), split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (7269)'	(	)	*	+	,	-	.	/	0	1	2	3… (4670)', '\t')), c), c)), '') ELSE column_2_lower END AS column_2_folded
  FROM (
  SELECT *,
  -- text_plain: the text in Unicode's form NFKC
  CASE WHEN octet_length(text_simple) = char_length(text_simple) THEN text_simple WHEN text_simple RLIKE '[\\x{a0}\\x{a8}\\x{aa}\\… (3968)' THEN array_join(transform(regexp_extract_all(text_simple, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split(' 	¨	ª	¯	²	³	´	µ	¸	¹	º	¼	… (10065)', '\t'), split(' 	 ̈	a	 ̄	2	3	 ́	μ	 ̧	1	… (7269)'	(	)	*	+	,	-	.	/	0	1	2	3… (4670)', '\t')), c), c)), '') ELSE text_simple END AS text_plain,
  -- column_1_lower: the same in lower case
  CASE WHEN octet_length(column_1_trimmed) = char_length(column_1_trimmed) THEN lower(column_1_trimmed) WHEN column_1_trimmed RLIKE '[\\x{b5}\\x{df}\\x{130}\… (346)' THEN lower(array_join(transform(regexp_extract_all(column_1_trimmed, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', '\t'), split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', '\t')), c), c)), '')) ELSE lower(column_1_trimmed) END AS column_1_lower,
  -- column_2_lower: the same in lower case
  CASE WHEN octet_length(column_2_trimmed) = char_length(column_2_trimmed) THEN lower(column_2_trimmed) WHEN column_2_trimmed RLIKE '[\\x{b5}\\x{df}\\x{130}\… (346)' THEN lower(array_join(transform(regexp_extract_all(column_2_trimmed, '(?s).', 0), c -> coalesce(try_element_at(map_from_arrays(split('µ	ß	İ	ŉ	ſ	ͅ	Σ	ς	ϐ	ϑ	ϕ	ϖ	… (205)', '\t'), split('μ	ss	i̇	ʼn	s	ι	σ	σ	β	θ	φ… (288)', '\t')), c), c)), '')) ELSE lower(column_2_trimmed) END AS column_2_lower,
  -- column_2_number: the same as a number
  CASE WHEN column_2_trimmed RLIKE '\\A[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\z' AND abs(TRY_CAST(column_2_trimmed AS DOUBLE)) <= 1.7976931348623157e308 THEN TRY_CAST(column_2_trimmed AS DOUBLE) END AS column_2_number
  FROM (
  SELECT *,
  -- text_simple: the text with its common compatibility characters replaced
  CASE WHEN octet_length(text) = char_length(text) THEN text ELSE translate(replace(text, '…', '...'), '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　 ', '!"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~  ') END AS text_simple,
  -- text_marked: the text with its words marked, for regular expressions
  regexp_replace(text, '([\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{200c}\\x{200d}\\x{24b6}-\\x{24e9}\\x{1f130}-\\x{1f149}\\x{1f150}-\\x{1f169}\\x{1f170}-\\x{1f189}]+)', '\uFDD0$1\uFDD1') AS text_marked,
  -- column_1_trimmed: the column without spaces around it
  regexp_replace(column_1, '\\A[\\p{Z}\\t-\\r\\x{85}]+|[\\p{Z}\\t-\\r\\x{85}]+\\z', '') AS column_1_trimmed,
  -- column_2_trimmed: the column without spaces around it
  regexp_replace(column_2, '\\A[\\p{Z}\\t-\\r\\x{85}]+|[\\p{Z}\\t-\\r\\x{85}]+\\z', '') AS column_2_trimmed
  FROM records
) AS level_1
) AS level_2
) AS level_3
) AS level_4
) AS level_5;
