-- Text as a search compares it: without accents, capitals and the other ways of writing the same letters. No extension
-- is needed for it, and indexes may be made of it. common/text/folding.py does the same for lists that are in memory.
CREATE FUNCTION folded(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    replace(replace(replace(replace(
        translate(
            lower(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g')),
            'ıłøđðħŧŋŁØĐÐĦŦŊ‘’ʼ`‐–—−', 'iloddhtnloddhtn' || repeat('''', 4) || repeat('-', 4)
        ),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    '\s+', ' ', 'g'));

-- A pattern for LIKE that finds the text as it stands.
CREATE FUNCTION folded_pattern(sought text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(folded(sought), '\', '\\'), '%', '\%'), '_', '\_');

-- The words of up to three columns with all their endings, so that what begins one of these is any part of a word.
CREATE FUNCTION folded_words(one text, two text DEFAULT '', three text DEFAULT '') RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT array_to_tsvector(array_agg(DISTINCT substr(word, start)))
    FROM regexp_split_to_table(
        folded(coalesce(one, '') || ' ' || coalesce(two, '') || ' ' || coalesce(three, '')),
        '[[:punct:][:space:]]+'
    ) AS word, generate_series(1, greatest(length(word) - 1, 1)) AS start
    WHERE word <> ''
);

-- Finds what has, for each word that is sought, a word with that part.
CREATE FUNCTION folded_query(sought text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT string_agg('''' || word || ''':*', ' & ')::tsquery
    FROM regexp_split_to_table(folded(sought), '[[:punct:][:space:]]+') AS word
    WHERE word <> ''
);
