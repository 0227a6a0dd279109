-- Rows that equal the sum of the others: of all rows of their unit, or of their measure; or wherever their place,
-- country, measure or agency stands beside others that are alike in the rest.
WITH rows AS (
    SELECT
        line, size, measured_in, measure_id,
        coalesce(place_id::text, place_text) AS place, coalesce(country_id, 0) AS country,
        measure_id || '/' || description AS what, seizing_agency_id AS agency, stage,
        coalesce(date_from, '-infinity') AS day, coalesce(date_to, '-infinity') AS last_day
    FROM imports_checked
    WHERE size > 0
), beside AS (
    SELECT line, size, label, kind, count(*) OVER w AS many, sum(size) OVER w AS total
    FROM (
        SELECT line, size, 'place' AS kind, place AS label,
            ROW(measured_in, country, what, agency, stage, day, last_day)::text AS alike FROM rows
        UNION ALL
        SELECT line, size, 'country', country::text,
            ROW(measured_in, place, what, agency, stage, day, last_day)::text FROM rows
        UNION ALL
        SELECT line, size, 'what', what,
            ROW(measured_in, place, country, agency, stage, day, last_day)::text FROM rows
        UNION ALL
        SELECT line, size, 'agency', agency::text,
            ROW(measured_in, place, country, what, stage, day, last_day)::text FROM rows
    ) r
    WINDOW w AS (PARTITION BY kind, alike)
), labels AS (
    -- Such a label is a sum wherever there is anything to add up; a single coincidence is none.
    SELECT kind, label
    FROM beside
    WHERE many >= 3
    GROUP BY kind, label
    HAVING bool_and(size * 2 = total) AND (count(*) >= 2 OR max(many) >= 4)
), whole AS (
    SELECT line, size,
        sum(size) OVER (PARTITION BY measured_in) AS of_unit, count(*) OVER (PARTITION BY measured_in) AS in_unit,
        sum(size) OVER (PARTITION BY measured_in, measure_id) AS of_measure,
        count(*) OVER (PARTITION BY measured_in, measure_id) AS in_measure
    FROM rows
)
SELECT line FROM beside JOIN labels USING (kind, label) WHERE many >= 3
UNION
SELECT line FROM whole WHERE (size * 2 = of_unit AND in_unit >= 3) OR (size * 2 = of_measure AND in_measure >= 4)
ORDER BY line
