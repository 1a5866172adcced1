-- How many works cite each work, and how often.
CREATE OR REPLACE TABLE cited AS
  SELECT work_id, COUNT(DISTINCT NULLIF(from_work, '')) AS works, COUNT(*) AS times
  FROM citations WHERE role = 'citation' AND status = 'resolved' AND work_id <> '' AND COALESCE(change, '') <> 'deleted'
  GROUP BY work_id;
