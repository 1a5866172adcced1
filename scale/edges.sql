-- Who cites whom, in both directions, with how often.
CREATE OR REPLACE TABLE edges AS
  SELECT one, other, COUNT(*) AS weight FROM (
    SELECT from_work AS one, work_id AS other FROM citations
    WHERE role = 'citation' AND status = 'resolved' AND from_work <> '' AND work_id <> '' AND from_work <> work_id
    UNION ALL SELECT work_id AS one, from_work AS other FROM citations
    WHERE role = 'citation' AND status = 'resolved' AND from_work <> '' AND work_id <> '' AND from_work <> work_id
  ) both_ways GROUP BY one, other;
CREATE OR REPLACE TABLE labels_0 AS SELECT DISTINCT one AS work_id, one AS label FROM edges;
