/**
 * The steps from one schema version to the next: `MIGRATIONS[n]` leads from version n to n + 1.
 * Never edit a step that was shipped. Add a step instead.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE jobs (
    id                 TEXT PRIMARY KEY,
    client_request_id  TEXT NOT NULL UNIQUE,
    api_origin         TEXT NOT NULL,
    model              TEXT NOT NULL,
    prompt             TEXT NOT NULL,
    state              TEXT NOT NULL,
    remote_status      TEXT,
    generation_id      TEXT,
    error_name         TEXT,
    error_message      TEXT,
    support_id         TEXT,
    result_url         TEXT,
    credits_used       REAL,
    created_at         INTEGER NOT NULL,
    submitted_at       INTEGER,
    finished_at        INTEGER,
    next_at            INTEGER,
    failures           INTEGER NOT NULL DEFAULT 0,
    misses             INTEGER NOT NULL DEFAULT 0,
    searches           INTEGER NOT NULL DEFAULT 0,
    file_state         TEXT NOT NULL DEFAULT 'none',
    file_name          TEXT,
    file_size          INTEGER,
    file_received      INTEGER,
    file_validator     TEXT,
    file_error_name    TEXT,
    file_error_message TEXT,
    retried_as         TEXT,
    notice             INTEGER NOT NULL DEFAULT 0,
    removed_at         INTEGER,
    lease_owner        TEXT,
    lease_until        INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX jobs_due ON jobs (next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX jobs_generation ON jobs (generation_id) WHERE generation_id IS NOT NULL;
  -- Each is asked for every second, and mostly empty.
  CREATE INDEX jobs_removed ON jobs (removed_at) WHERE removed_at IS NOT NULL;
  CREATE INDEX jobs_notice ON jobs (notice) WHERE notice = 1;
  -- Apart from the jobs, because a request can hold a whole video as a data: URI and lists need none of it.
  CREATE TABLE requests (
    job_id TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    body   TEXT NOT NULL
  ) STRICT;
  -- One row an API origin: what all windows together have sent (see pace.ts).
  CREATE TABLE pace (
    origin       TEXT PRIMARY KEY,
    next_free_at INTEGER NOT NULL,
    paused_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  `,
  // The columns error_name to file_error_message stay: a window that still runs the previous version writes to them.
  `
  ALTER TABLE jobs ADD COLUMN error_code TEXT;
  ALTER TABLE jobs ADD COLUMN error_detail TEXT;
  ALTER TABLE jobs ADD COLUMN file_error_code TEXT;
  ALTER TABLE jobs ADD COLUMN file_error_detail TEXT;
  UPDATE jobs SET error_code = CASE
      WHEN state = 'failed' AND remote_status = 'error' THEN 'generationFailed'
      WHEN error_name = 'failed' THEN 'loggedAsFailed'
      WHEN error_name IN ('noVideo', 'interrupted') THEN error_name
      WHEN error_name = 'gone' THEN 'sandboxStopped'
      WHEN state = 'failed' AND generation_id IS NOT NULL
        THEN CASE error_name WHEN 'notFound' THEN 'generationNotFound' ELSE 'generationFailed' END
      WHEN error_name = 'unauthorized' AND state <> 'failed' THEN 'unauthorized'
      ELSE 'text'
    END
    WHERE error_name IS NOT NULL;
  UPDATE jobs SET error_detail = CASE error_code
      WHEN 'text' THEN json_object('args', json_object('text', coalesce(error_message, '')))
      WHEN 'generationNotFound' THEN json_object('args', json_object('attempts', max(misses, 1)))
      WHEN 'generationFailed' THEN json_object(
        'args', json_object(),
        'service', json_object(
          'name', coalesce(nullif(error_name, 'error'), ''),
          'message', coalesce(nullif(error_message, 'The service gave no reason.'), '')
        )
      )
      ELSE json_object('args', json_object())
    END
    WHERE error_code IS NOT NULL;
  UPDATE jobs SET
      file_error_code = CASE file_error_name WHEN 'unauthorized' THEN 'unauthorized' ELSE 'text' END,
      file_error_detail = CASE file_error_name
        WHEN 'unauthorized' THEN json_object('args', json_object())
        ELSE json_object('args', json_object('text', coalesce(file_error_message, '')))
      END
    WHERE file_error_name IS NOT NULL;
  `,
  // What the rate limit and the poll schedule learn.
  `
  ALTER TABLE pace ADD COLUMN calls_per_minute REAL NOT NULL DEFAULT 60;
  ALTER TABLE jobs ADD COLUMN workload TEXT;
  ALTER TABLE jobs ADD COLUMN duration_ms INTEGER;
  ALTER TABLE jobs ADD COLUMN poll_gap_ms INTEGER;
  CREATE INDEX jobs_duration ON jobs (model, api_origin, finished_at) WHERE duration_ms IS NOT NULL;
  `,
  // For what is read after each change, so that it does not depend on the number of jobs.
  `
  CREATE INDEX jobs_listed ON jobs (created_at) WHERE removed_at IS NULL;
  CREATE INDEX jobs_unfinished ON jobs (created_at)
    WHERE removed_at IS NULL AND state IN ('submitting', 'queued', 'generating', 'unconfirmed');
  CREATE INDEX jobs_saved ON jobs (file_size) WHERE file_state = 'saved';
  `,
  // A preview follows the retry of its job, although the retry deletes a job without a generation.
  `
  ALTER TABLE jobs ADD COLUMN previous_attempts TEXT;
  ALTER TABLE jobs ADD COLUMN is_free INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX jobs_retries ON jobs (created_at) WHERE previous_attempts IS NOT NULL;
  `,
  // A download that takes days, one that replaces a file, and the retention from the time of the download.
  `
  ALTER TABLE jobs ADD COLUMN file_pending_since INTEGER;
  ALTER TABLE jobs ADD COLUMN file_overwrite INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN saved_at INTEGER;
  UPDATE jobs SET saved_at = finished_at WHERE file_state = 'saved';
  `,
  // A completed job without a scheduled download had no way to go on.
  `
  UPDATE jobs SET file_state = 'lost', file_error_code = coalesce(file_error_code, 'videoLost'),
      file_error_detail = coalesce(file_error_detail, '{"args":{}}')
    WHERE state = 'completed' AND file_state IN ('none', 'downloading') AND next_at IS NULL;
  `,
  // Which jobs another window changed. Triggers, because a window of an earlier version writes too.
  `
  CREATE TABLE job_changes (last INTEGER NOT NULL, last_delete INTEGER NOT NULL) STRICT;
  INSERT INTO job_changes VALUES (0, 0);
  ALTER TABLE jobs ADD COLUMN change_number INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX jobs_change_number ON jobs (change_number);
  CREATE TRIGGER jobs_insert AFTER INSERT ON jobs BEGIN
    UPDATE job_changes SET last = last + 1;
    UPDATE jobs SET change_number = (SELECT last FROM job_changes) WHERE rowid = NEW.rowid;
  END;
  CREATE TRIGGER jobs_update AFTER UPDATE ON jobs WHEN NEW.change_number = OLD.change_number BEGIN
    UPDATE job_changes SET last = last + 1;
    UPDATE jobs SET change_number = (SELECT last FROM job_changes) WHERE rowid = NEW.rowid;
  END;
  -- A removed job is no longer listed when it is deleted.
  CREATE TRIGGER jobs_delete AFTER DELETE ON jobs WHEN OLD.removed_at IS NULL BEGIN
    UPDATE job_changes SET last_delete = last_delete + 1;
  END;
  `,
  // The request file of a job, which shows its last job.
  `
  ALTER TABLE jobs ADD COLUMN source_uri TEXT;
  CREATE INDEX jobs_source ON jobs (source_uri, created_at) WHERE source_uri IS NOT NULL;
  `,
  // What the user writes about a generation, and what tells it apart from others with the same prompt.
  `
  ALTER TABLE jobs ADD COLUMN name TEXT;
  ALTER TABLE jobs ADD COLUMN note TEXT;
  ALTER TABLE jobs ADD COLUMN tags TEXT;
  ALTER TABLE jobs ADD COLUMN favorite INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN settings TEXT;
  ALTER TABLE jobs ADD COLUMN distinct_settings TEXT;
  UPDATE jobs SET settings = (
      SELECT json_group_object(each.key, each.value) FROM requests, json_each(requests.body, '$.values') AS each
        WHERE requests.job_id = jobs.id AND json_valid(requests.body)
          AND (each.type IN ('integer', 'real') OR (each.type = 'text' AND each.key IN ('resolution', 'aspect_ratio')))
    );
  UPDATE jobs SET distinct_settings = 'seed resolution' WHERE (prompt, model) IN (
      SELECT prompt, model FROM jobs WHERE prompt <> ''
        GROUP BY prompt, model HAVING COUNT(DISTINCT settings) > 1
    );
  CREATE INDEX jobs_prompt ON jobs (prompt, created_at);
  CREATE INDEX jobs_tags ON jobs (created_at) WHERE tags IS NOT NULL;
  `,
  // Batches. A request that was not sent yet is only a row of planned_requests: it becomes a job when it is sent.
  `
  CREATE TABLE batches (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    api_origin      TEXT NOT NULL,
    is_free         INTEGER NOT NULL,
    model           TEXT NOT NULL,
    -- The values that all requests have, as JSON, so that a long data: URI is stored once.
    common          TEXT NOT NULL,
    axes            TEXT NOT NULL,
    source_uri      TEXT,
    total           INTEGER NOT NULL,
    stopped         INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    confirmed_until INTEGER NOT NULL,
    paused_by       TEXT,
    -- The service refused to run more generations than this at the same time.
    max_running     INTEGER,
    is_asked        INTEGER NOT NULL DEFAULT 0,
    notice          INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  CREATE INDEX batches_notice ON batches (created_at) WHERE notice = 1;
  CREATE TABLE planned_requests (
    batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    own_values TEXT NOT NULL,
    PRIMARY KEY (batch_id, position)
  ) STRICT;
  ALTER TABLE jobs ADD COLUMN batch_id TEXT;
  ALTER TABLE jobs ADD COLUMN batch_position INTEGER;
  CREATE INDEX jobs_batch ON jobs (batch_id, batch_position) WHERE batch_id IS NOT NULL;
  -- Windows read the list again after a change of a batch.
  CREATE TRIGGER batches_insert AFTER INSERT ON batches BEGIN
    UPDATE job_changes SET last_delete = last_delete + 1;
  END;
  CREATE TRIGGER batches_update AFTER UPDATE ON batches BEGIN
    UPDATE job_changes SET last_delete = last_delete + 1;
  END;
  `,
  // The limit per day counts what was spent, also on generations that were deleted since.
  `
  ALTER TABLE jobs ADD COLUMN estimated_min_usd REAL;
  ALTER TABLE jobs ADD COLUMN estimated_max_usd REAL;
  CREATE INDEX jobs_created ON jobs (created_at);
  CREATE TABLE deleted_charges (
    created_at INTEGER NOT NULL,
    usd        REAL NOT NULL
  ) STRICT;
  CREATE TRIGGER charge_of_deleted_job AFTER DELETE ON jobs WHEN OLD.is_free = 0 AND OLD.state <> 'failed' BEGIN
    DELETE FROM deleted_charges WHERE created_at < OLD.created_at - 172800000;
    INSERT INTO deleted_charges (created_at, usd)
      VALUES (OLD.created_at, coalesce(OLD.credits_used / 2000000, OLD.estimated_max_usd, 0));
  END;
  `,
  // What the gallery shows: the length that the file of a video states, and the jobs with a video.
  `
  ALTER TABLE jobs ADD COLUMN video_ms INTEGER;
  CREATE INDEX jobs_videos ON jobs (created_at) WHERE removed_at IS NULL AND file_state = 'saved';
  `,
  // The limit per day counts the requests of batches that are going to be sent.
  `
  ALTER TABLE planned_requests ADD COLUMN estimated_min_usd REAL;
  ALTER TABLE planned_requests ADD COLUMN estimated_max_usd REAL;
  `,
  // The limit per day counts what the user confirmed and no job exists for yet.
  `
  CREATE TABLE reservations (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    usd        REAL NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  `,
]
