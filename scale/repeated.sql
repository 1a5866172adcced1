-- Every pair of provisions of two works that repeat each other: shared word groups over all at least 0.7, or over those of
-- the shorter one at least 0.9. Exact: nothing is sampled or hashed. Provisions of the same words are one class, so that a
-- formula with ten thousand copies is one row of the join; and a pair must share one of the rarest word groups of the
-- shorter one (the prefix filter: of `size` groups it shares at least the needed ones, so it cannot miss all of the first
-- size - needed + 1). Plain SQL: DuckDB and Spark read it.
CREATE OR REPLACE TABLE clauses AS
  SELECT wording, MIN(provision_id) AS speaks, MIN(size) AS size FROM provisions GROUP BY wording;
CREATE OR REPLACE TABLE grams AS
  SELECT c.wording, c.size, n.ngram FROM clauses c JOIN ngrams n ON n.provision_id = c.speaks;
CREATE OR REPLACE TABLE ranked AS
  SELECT g.wording, g.size, g.ngram, f.clauses,
    ROW_NUMBER() OVER (PARTITION BY g.wording ORDER BY f.clauses, g.ngram) AS place
  FROM grams g JOIN (SELECT ngram, COUNT(*) AS clauses FROM grams GROUP BY ngram) f ON f.ngram = g.ngram;
-- The least that two clauses share of which this is the shorter one: by containment 0.9 of its groups, by likeness, with one
-- at least as long, 2 * 0.7 / 1.7 of them.
CREATE OR REPLACE TABLE candidates AS
  SELECT DISTINCT a.wording AS shorter, b.wording AS longer, a.size AS size_a, b.size AS size_b
  FROM ranked a JOIN ranked b ON a.ngram = b.ngram
  WHERE a.clauses > 1 AND a.place <= a.size - CEIL(a.size * 1.4 / 1.7 - 0.000001) + 1
    AND (a.size < b.size OR (a.size = b.size AND a.wording < b.wording));
CREATE OR REPLACE TABLE alike AS
  SELECT c.shorter, c.longer, c.size_a, c.size_b, COUNT(*) AS shared
  FROM candidates c JOIN grams a ON a.wording = c.shorter JOIN grams b ON b.wording = c.longer AND b.ngram = a.ngram
  GROUP BY c.shorter, c.longer, c.size_a, c.size_b;
CREATE OR REPLACE TABLE likeness AS
  SELECT shorter, longer, CAST(shared AS DOUBLE) / (size_a + size_b - shared) AS jaccard, CAST(shared AS DOUBLE) / size_a AS containment
  FROM alike
  UNION ALL SELECT wording, wording, 1.0, 1.0 FROM clauses;
-- The clauses of each wording, reasons apart: a reason that says what another text decides is no repetition.
CREATE OR REPLACE TABLE members AS
  SELECT wording, part = 'preamble' AS is_reason, MIN(work_id || ' ' || path) AS speaks, COUNT(*) AS copies,
    COUNT(DISTINCT work_id) AS works, MIN(work_id) AS work_id
  FROM provisions GROUP BY wording, part = 'preamble';
-- What repeats each other, wording by wording: it grows as the texts do, however many copies a formula has. The copies of
-- one work are no repetition.
CREATE OR REPLACE TABLE classes AS
  SELECT LEAST(a.speaks, b.speaks) AS one, GREATEST(a.speaks, b.speaks) AS other,
    CASE WHEN a.speaks <= b.speaks THEN a.copies ELSE b.copies END AS copies_of_one,
    CASE WHEN a.speaks <= b.speaks THEN b.copies ELSE a.copies END AS copies_of_other, l.jaccard, l.containment
  FROM likeness l JOIN members a ON a.wording = l.shorter JOIN members b ON b.wording = l.longer AND b.is_reason = a.is_reason
  WHERE (l.jaccard >= 0.7 OR l.containment >= 0.9)
    AND CASE WHEN l.shorter = l.longer THEN a.works > 1 ELSE a.works > 1 OR b.works > 1 OR a.work_id <> b.work_id END;
