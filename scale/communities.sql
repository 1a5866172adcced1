-- One round of label propagation among works that cite each other: each takes the label that most of its neighbours have,
-- its own counting once; of equally frequent ones the smallest. {labels} holds work_id and label, {next} is made.
CREATE OR REPLACE TABLE {next} AS
  SELECT work_id, label FROM (
    SELECT v.work_id, v.label, ROW_NUMBER() OVER (PARTITION BY v.work_id ORDER BY SUM(v.weight) DESC, v.label) AS place
    FROM (
      SELECT e.one AS work_id, l.label, e.weight FROM edges e JOIN {labels} l ON l.work_id = e.other
      UNION ALL SELECT work_id, label, 1 FROM {labels}
    ) v GROUP BY v.work_id, v.label
  ) ranked WHERE place = 1;
