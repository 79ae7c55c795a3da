-- The log. Position has no gaps: it is counted from the head row inside the
-- transaction that writes the events.
CREATE TABLE head (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL
) STRICT;
INSERT INTO head (one, position) VALUES (1, 0);

CREATE TABLE streams (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    position       INTEGER PRIMARY KEY,
    stream         TEXT NOT NULL REFERENCES streams (name),
    version        INTEGER NOT NULL,
    -- Unique without an index: it is made from a key that append_keys holds once,
    -- or at random. An index over it would dirty a page for each event.
    id             TEXT NOT NULL,
    type           TEXT NOT NULL,
    command        TEXT NOT NULL,
    mode           TEXT NOT NULL,
    data           TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    actor          TEXT NOT NULL,
    correlation    TEXT NOT NULL,
    causation      TEXT NOT NULL,
    model_hash     TEXT NOT NULL,
    at             INTEGER NOT NULL, -- milliseconds since 1970, UTC
    UNIQUE (stream, version)
) STRICT;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'history is immutable'); END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'history is immutable'); END;

-- The answers to appends that had an idempotency key. Their positions are the
-- ones from first_position on. With a rowid, rows are added at the end and only
-- the short index over the keys is written in random places.
CREATE TABLE append_keys (
    key            TEXT NOT NULL UNIQUE,
    fingerprint    TEXT NOT NULL,
    versions       TEXT NOT NULL, -- JSON object: stream -> newest version
    first_position INTEGER NOT NULL,
    events         INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshots (
    stream       TEXT NOT NULL,
    reducer_hash TEXT NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT NOT NULL,
    PRIMARY KEY (stream, reducer_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
