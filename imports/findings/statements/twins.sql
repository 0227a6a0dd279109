-- 2,786 tablets and 2.786 kilograms, of the same thing on the same day at the same place: beside each other in the
-- file, or of so many digits that it is no coincidence.
SELECT DISTINCT greatest(a.line, b.line), least(a.line, b.line)
FROM imports_checked a
JOIN imports_checked b
    ON b.measure_id = a.measure_id AND b.date_from = a.date_from
    AND coalesce(b.country_id, 0) = coalesce(a.country_id, 0) AND b.place_text = a.place_text
    AND b.quantity = a.quantity * 1000
WHERE a.quantity > 0 AND a.dimension <> b.dimension AND a.description = b.description
    AND a.date_from = a.date_to AND b.date_from = b.date_to AND a.place_id IS NOT DISTINCT FROM b.place_id
    AND (
        abs(a.line - b.line) = 1
        OR length(trim(BOTH '0' FROM replace(trim_scale(a.quantity)::text, '.', ''))) >= 3
    )
ORDER BY 1
