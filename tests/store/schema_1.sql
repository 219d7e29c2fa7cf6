-- A state as schema 1 wrote it, made by the program of that time (commit 8c9028a): every later version must take it over.
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    unsubscribed INTEGER,
    muted_until INTEGER,
    title TEXT NOT NULL DEFAULT '',
    home_page_url TEXT NOT NULL DEFAULT '',
    validator_url TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL DEFAULT (zeroblob(16)),
    cache_control TEXT NOT NULL DEFAULT '',
    expires TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    age TEXT NOT NULL DEFAULT '',
    retry_after TEXT NOT NULL DEFAULT '',
    rate_limit_remaining TEXT NOT NULL DEFAULT '',
    rate_limit_reset TEXT NOT NULL DEFAULT '',
    ttl_minutes INTEGER,
    skip_hours INTEGER NOT NULL DEFAULT 0,
    skip_days INTEGER NOT NULL DEFAULT 0,
    update_period_s INTEGER,
    update_period_is_hourly_once INTEGER NOT NULL DEFAULT 0,
    first_polled INTEGER,
    last_new INTEGER,
    last_document INTEGER,
    oldest_at_first_poll INTEGER,
    body_bytes INTEGER NOT NULL DEFAULT 0,
    published BLOB NOT NULL DEFAULT (x'')
) STRICT;
INSERT INTO feeds VALUES(1,'https://old.example/feed',0,NULL,1795435200000,'Old','https://old.example/','https://old.example/feed','W/"1"','Sun, 22 Nov 2026 11:00:00 GMT',X'00000000000000000000000000000000','max-age=600','','','','','','',NULL,0,0,NULL,0,1795348800000,1795348800000,1795348800000,1795262400000,0,X'80b3e902a201000000c5b202a2010000');
INSERT INTO feeds VALUES(2,'https://gone.example/feed',1,1795348800000,NULL,'','','','','',X'00000000000000000000000000000000','','','','','','','',NULL,0,0,NULL,0,NULL,NULL,NULL,NULL,0,X'');
CREATE TABLE polls (
    feed INTEGER PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
    health INTEGER NOT NULL DEFAULT 0,
    last_polled INTEGER,
    next_poll INTEGER,
    not_before INTEGER,
    failing_since INTEGER,
    failing_reported INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    last_status INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO polls VALUES(1,1,1795348800000,1795352400000,NULL,NULL,0,0,200,'');
INSERT INTO polls VALUES(2,0,NULL,NULL,NULL,NULL,0,0,0,'');
CREATE TABLE seen (
    feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    key BLOB NOT NULL,
    link BLOB NOT NULL,
    title BLOB NOT NULL,
    content BLOB NOT NULL,
    published INTEGER,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES(1,X'01000000000000000000000000000001',X'33000000000000000000000000000001',X'65000000000000000000000000000001',X'97000000000000000000000000000001',NULL,1795348800000,1795348800000);
INSERT INTO seen VALUES(1,X'02000000000000000000000000000001',X'34000000000000000000000000000001',X'66000000000000000000000000000001',X'98000000000000000000000000000001',NULL,1795348800000,1795348800000);
CREATE TABLE decisions (
    feed INTEGER NOT NULL,
    key BLOB NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (feed, key),
    FOREIGN KEY (feed, key) REFERENCES seen ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO decisions VALUES(1,X'01000000000000000000000000000001',1795348800000,'new');
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    time INTEGER NOT NULL,
    feed INTEGER NOT NULL,
    feed_url TEXT NOT NULL,
    feed_title TEXT NOT NULL,
    feed_home_page_url TEXT NOT NULL,
    reason TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    url TEXT NOT NULL,
    external_url TEXT NOT NULL,
    title TEXT NOT NULL,
    content_html TEXT NOT NULL,
    content_text TEXT NOT NULL,
    text TEXT NOT NULL,
    summary TEXT NOT NULL,
    image TEXT NOT NULL,
    banner_image TEXT NOT NULL,
    language TEXT NOT NULL,
    published INTEGER,
    modified INTEGER
) STRICT;
INSERT INTO alerts VALUES(1,'item.new',1795348800000,1,'https://old.example/feed','Old','','',1,'id of Delivered before','','','Delivered before','','','','','','','',NULL,NULL);
INSERT INTO alerts VALUES(2,'item.new',1795348800000,1,'https://old.example/feed','Old','','',1,'id of Still owed','','','Still owed','','','','','','','',NULL,NULL);
CREATE TABLE alert_authors (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    avatar TEXT NOT NULL,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert_tags (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
INSERT INTO alert_tags VALUES(1,0,'tag');
INSERT INTO alert_tags VALUES(2,0,'tag');
CREATE TABLE alert_attachments (
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    title TEXT NOT NULL,
    size_in_bytes INTEGER,
    duration_in_seconds INTEGER,
    PRIMARY KEY (alert, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL,
    alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    feed INTEGER NOT NULL,
    sink TEXT NOT NULL,
    state INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_attempt INTEGER,
    next_attempt INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    out_of_order INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO deliveries VALUES(1,X'36897c3bb918fb6df9dd9348fca42ba3',1,1,'phone',0,1795348800000,1795348800000,1,1795348800000,0,0,0,'');
INSERT INTO deliveries VALUES(2,X'987a9830d1b75e6e7428f397114b758b',2,1,'phone',1,1795348800000,1795348800000,0,NULL,0,0,0,'');
CREATE TABLE sinks (
    name TEXT PRIMARY KEY,
    last_error TEXT NOT NULL DEFAULT '',
    disabled_reason TEXT,
    disabled_settings TEXT,
    disabled_since INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO sinks VALUES('hook','410 Gone','410 Gone','fingerprint',1795348800000);
INSERT INTO sinks VALUES('phone','',NULL,NULL,NULL);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('feeds',2);
CREATE INDEX alerts_of_feed ON alerts (feed, id);
CREATE INDEX deliveries_of_alert ON deliveries (alert);
CREATE INDEX waiting ON deliveries (sink, id, next_attempt, out_of_order) WHERE state IN (1, 3);
CREATE INDEX waiting_in_order ON deliveries (sink, feed, next_attempt, id) WHERE state IN (1, 3) AND out_of_order = 0;
COMMIT;
PRAGMA application_id = 1717921124;
PRAGMA user_version = 1;
