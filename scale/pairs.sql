-- Every pair of clauses, copy by copy: of a formula with n copies some n * n / 2.
CREATE OR REPLACE TABLE pairs AS
  SELECT DISTINCT LEAST(a.work_id || ' ' || a.path, b.work_id || ' ' || b.path) AS one,
    GREATEST(a.work_id || ' ' || a.path, b.work_id || ' ' || b.path) AS other, l.jaccard, l.containment
  FROM likeness l JOIN provisions a ON a.wording = l.shorter JOIN provisions b ON b.wording = l.longer
  WHERE a.work_id <> b.work_id AND (l.jaccard >= 0.7 OR l.containment >= 0.9)
    AND (a.part = 'preamble') = (b.part = 'preamble');
