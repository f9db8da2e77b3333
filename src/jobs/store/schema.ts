/**
 * The steps from one schema version to the next, `MIGRATIONS[n]` leading from version n to n + 1.
 * A step that was shipped is never edited: a change is a new step.
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
]
