-- A casebook: everything about one or many pieces under check.
--
-- The first part is the truth: events, the texts beside them, checkpoints, captured bytes. It only ever grows, but for
-- texts and bytes that somebody had erased, which an event tells. Its tables stay when an older casebook is brought up
-- to date; everything else is made anew.
-- The second part is derived from the first and can be dropped and folded again (`tickmark rebuild`).
-- The third part is views for people who open the file with other programs.

-- ─── The truth ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- One row an event, in the order of arrival. `bytes` is the canonical JSON that the id is the SHA-256 of.
CREATE TABLE IF NOT EXISTS event (
    row   INTEGER PRIMARY KEY,
    log   INTEGER NOT NULL,           -- row of the event that opened the log
    seq   INTEGER NOT NULL,           -- position in the log, from 0
    id    BLOB    NOT NULL,
    bytes TEXT    NOT NULL,
    UNIQUE (log, seq)
) STRICT;

-- Six bytes tell a billion events apart often enough; the whole id is compared after.
CREATE INDEX IF NOT EXISTS event_by_id ON event (substr(id, 1, 6));

-- The texts of an event: `json` is the array of salt, name and value whose digest stands at `position` in `_sd`.
CREATE TABLE IF NOT EXISTS disclosure (
    event    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    json     TEXT    NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

-- Signed notes over the size and root of a log.
CREATE TABLE IF NOT EXISTS checkpoint (
    row  INTEGER PRIMARY KEY,
    log  INTEGER NOT NULL,
    size INTEGER NOT NULL,
    note TEXT    NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS checkpoint_by_log ON checkpoint (log, size);

-- Bytes that came from outside, by their SHA-256, in chunks so that any size streams in and out: those that the view
-- `filed` names, no more and no less. Their rows are numbered in the order of arrival, with gaps where some were erased.
CREATE TABLE IF NOT EXISTS blob (
    row    INTEGER PRIMARY KEY,
    sha256 BLOB    NOT NULL UNIQUE,
    bytes  INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS blob_chunk (
    blob     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    UNIQUE (blob, position)
) STRICT;

-- Timestamps beside the events that tell of them: the file as it came, and the exact bytes that it is over.
CREATE TABLE IF NOT EXISTS timestamp (
    event INTEGER PRIMARY KEY,
    note  TEXT    NOT NULL,            -- a signed checkpoint
    token BLOB    NOT NULL
) STRICT;

-- What witnesses said of checkpoints: each note carries the log's signature and the cosignature of one witness, who goes
-- by the key.
CREATE TABLE IF NOT EXISTS cosignature (
    row  INTEGER PRIMARY KEY,
    log  INTEGER NOT NULL,
    size INTEGER NOT NULL,
    key  TEXT    NOT NULL,            -- verifier key of the witness
    note TEXT    NOT NULL,
    UNIQUE (log, size, key)
) STRICT;

-- These stop accidents; the hashes show edits; only a head kept elsewhere shows a log that was rewritten whole.
CREATE TRIGGER event_end BEFORE INSERT ON event
WHEN NEW.row IS NOT (SELECT coalesce(max(row), 0) + 1 FROM event)
  OR NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM event WHERE log = NEW.log)
BEGIN SELECT raise(ABORT, 'events are added at the end only'); END;
CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are never deleted'); END;

CREATE TRIGGER disclosure_end BEFORE INSERT ON disclosure
WHEN NEW.event IS NOT (SELECT max(row) FROM event)
  OR NEW.position <= (SELECT coalesce(max(position), -1) FROM disclosure WHERE event = NEW.event)
BEGIN SELECT raise(ABORT, 'texts are added with their event only'); END;
CREATE TRIGGER disclosure_update BEFORE UPDATE ON disclosure BEGIN SELECT raise(ABORT, 'texts are never changed'); END;
CREATE TRIGGER disclosure_delete BEFORE DELETE ON disclosure
WHEN NOT EXISTS (
    SELECT 1 FROM erasure JOIN event ON event.row = OLD.event
    WHERE erasure.event = coalesce((SELECT place.row FROM place WHERE place.event = OLD.event), OLD.event)
    AND instr(erasure.digests, event.bytes ->> ('$._sd[' || OLD.position || ']'))
)
BEGIN SELECT raise(ABORT, 'texts are never deleted'); END;

CREATE TRIGGER checkpoint_end BEFORE INSERT ON checkpoint
WHEN NEW.row IS NOT (SELECT coalesce(max(row), 0) + 1 FROM checkpoint)
BEGIN SELECT raise(ABORT, 'checkpoints are added at the end only'); END;
CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END;
CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT raise(ABORT, 'checkpoints are never deleted'); END;

CREATE TRIGGER cosignature_end BEFORE INSERT ON cosignature
WHEN NEW.row IS NOT (SELECT coalesce(max(row), 0) + 1 FROM cosignature)
    OR EXISTS (SELECT 1 FROM cosignature WHERE (log, size, key) = (NEW.log, NEW.size, NEW.key))
BEGIN SELECT raise(ABORT, 'cosignatures are added at the end only'); END;
CREATE TRIGGER cosignature_update BEFORE UPDATE ON cosignature BEGIN SELECT raise(ABORT, 'cosignatures are never changed'); END;
CREATE TRIGGER cosignature_delete BEFORE DELETE ON cosignature BEGIN SELECT raise(ABORT, 'cosignatures are never deleted'); END;

CREATE TRIGGER blob_end BEFORE INSERT ON blob
WHEN NEW.row IS NOT (SELECT coalesce(max(row), 0) + 1 FROM blob) OR EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256)
BEGIN SELECT raise(ABORT, 'captured bytes are added at the end only'); END;
CREATE TRIGGER blob_update BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'captured bytes are never changed'); END;
CREATE TRIGGER blob_delete BEFORE DELETE ON blob
WHEN EXISTS (SELECT 1 FROM filed WHERE filed.sha256 = lower(hex(OLD.sha256)))
BEGIN SELECT raise(ABORT, 'captured bytes are not deleted while a draft or capture names them'); END;

CREATE TRIGGER blob_chunk_end BEFORE INSERT ON blob_chunk
WHEN NEW.blob IS NOT (SELECT max(row) FROM blob)
  OR NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM blob_chunk WHERE blob = NEW.blob)
BEGIN SELECT raise(ABORT, 'captured bytes are added at the end only'); END;
CREATE TRIGGER blob_chunk_update BEFORE UPDATE ON blob_chunk BEGIN SELECT raise(ABORT, 'captured bytes are never changed'); END;
CREATE TRIGGER blob_chunk_delete BEFORE DELETE ON blob_chunk
WHEN EXISTS (SELECT 1 FROM blob WHERE blob.row = OLD.blob)
BEGIN SELECT raise(ABORT, 'captured bytes are not deleted before their file'); END;

CREATE TRIGGER timestamp_end BEFORE INSERT ON timestamp
WHEN NEW.event IS NOT (SELECT max(row) FROM event) OR EXISTS (SELECT 1 FROM timestamp WHERE event = NEW.event)
BEGIN SELECT raise(ABORT, 'timestamps are added with their event only'); END;
CREATE TRIGGER timestamp_update BEFORE UPDATE ON timestamp BEGIN SELECT raise(ABORT, 'timestamps are never changed'); END;
CREATE TRIGGER timestamp_delete BEFORE DELETE ON timestamp BEGIN SELECT raise(ABORT, 'timestamps are never deleted'); END;

-- ─── Derived ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The key of everything is the place of the event that recorded it in the order in which events are folded. Without a
-- merge that is the event's row; table `place` knows the others. Words of closed lists stand as small numbers in `claim`
-- and `facet`; table `word` spells them out.

-- The events that do not stand where they arrived, since a merge brought in events from before them: which event (its
-- row) stands at a place (the key that the tables below use).
CREATE TABLE place (
    row   INTEGER PRIMARY KEY,
    event INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE word (
    list TEXT    NOT NULL,
    code INTEGER NOT NULL,
    word TEXT    NOT NULL,
    PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    row    INTEGER PRIMARY KEY,        -- row of the event that opened it
    origin TEXT    NOT NULL UNIQUE,
    key    TEXT    NOT NULL,           -- Ed25519 public key, base64
    actor  TEXT,
    hand   TEXT    NOT NULL,           -- origin of the first log of the same hand; another where a key was succeeded
    size   INTEGER NOT NULL,           -- number of events
    clock  INTEGER NOT NULL,           -- Lamport clock of the last event
    peaks  BLOB    NOT NULL            -- right edge of the tree
) STRICT;

-- Node hashes of the trees, 256 to a row, at the levels 0, 8, 16 … as C2SP tlog-tiles lays them out.
CREATE TABLE tile (
    log      INTEGER NOT NULL,
    level    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hashes   BLOB    NOT NULL,
    UNIQUE (log, level, position)
) STRICT;

CREATE TABLE policy (
    row           INTEGER PRIMARY KEY,
    evidence      INTEGER NOT NULL,
    second_person TEXT    NOT NULL
) STRICT;

CREATE TABLE import (
    row      INTEGER PRIMARY KEY,
    name     TEXT,
    sha256   TEXT,
    claims   INTEGER NOT NULL,
    evidence INTEGER NOT NULL,
    sources  INTEGER NOT NULL
) STRICT;

CREATE TABLE piece (
    row         INTEGER PRIMARY KEY,
    title       TEXT,
    byline      TEXT,
    publisher   TEXT,
    address     TEXT,
    external_id TEXT,
    due         TEXT
) STRICT;

CREATE TABLE draft (
    row           INTEGER PRIMARY KEY,
    piece         INTEGER NOT NULL REFERENCES piece (row),
    bytes         INTEGER NOT NULL,
    name          TEXT,
    format        TEXT,
    sha256        TEXT,
    text_sha256   TEXT,
    layout_sha256 TEXT               -- where every part of the text stood in the file, as JSON
) STRICT;

CREATE TABLE source (
    row           INTEGER PRIMARY KEY,
    tier          TEXT NOT NULL,
    confidential  INTEGER NOT NULL,    -- when it was named; the latest row of `source_terms` goes before
    medium        TEXT,                -- by what way somebody spoke
    terms         TEXT,
    title         TEXT,
    publisher     TEXT,
    author        TEXT,
    address       TEXT,
    published     TEXT,
    language      TEXT,
    origin        TEXT,
    summary       TEXT,
    external_id   TEXT
) STRICT;
CREATE INDEX source_by_external ON source (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX source_by_address ON source (address) WHERE address IS NOT NULL;
CREATE INDEX source_by_name ON source (title, publisher, author);
CREATE INDEX source_by_confidence ON source (row) WHERE confidential;

-- What may be told of a source, as it was agreed later.
CREATE TABLE source_terms (
    row          INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL REFERENCES source (row),
    confidential INTEGER NOT NULL,
    terms        TEXT,
    note         TEXT
) STRICT;
CREATE INDEX source_terms_by_source ON source_terms (source);

-- Which source came from which; `derived_from` is a source, or the piece that is under check.
CREATE TABLE source_link (
    row          INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL REFERENCES source (row),
    derived_from INTEGER NOT NULL,
    relation     TEXT    NOT NULL,
    note         TEXT
) STRICT;
CREATE INDEX source_link_by_source ON source_link (source);

-- Links that were taken back.
CREATE TABLE source_unlink (
    row    INTEGER PRIMARY KEY,
    link   INTEGER NOT NULL REFERENCES source_link (row) UNIQUE,
    reason TEXT
) STRICT;

CREATE TABLE capture (
    row           INTEGER PRIMARY KEY,
    source        INTEGER REFERENCES source (row),
    again         INTEGER REFERENCES capture (row),             -- the capture that it repeats
    method        TEXT    NOT NULL,
    confidential  INTEGER NOT NULL,    -- its bytes are encrypted
    bytes         INTEGER NOT NULL,
    name          TEXT,
    media_type    TEXT,
    sha256        TEXT,
    text_sha256   TEXT,              -- its text, where it has one that can be read
    layout_sha256 TEXT,              -- where every part of the text stood in the file, as JSON
    plain_sha256  TEXT,              -- of the bytes before they were encrypted
    tool          TEXT,
    asked         TEXT,              -- the address that was asked for
    answered      TEXT,              -- the address that answered
    http_status   TEXT,
    captured_at   TEXT               -- when it was fetched, as the archive that it came from says
) STRICT;
CREATE INDEX capture_by_source ON capture (source) WHERE source IS NOT NULL;

-- Times at which a source could not be fetched.
CREATE TABLE capture_miss (
    row     INTEGER PRIMARY KEY,
    source  INTEGER NOT NULL REFERENCES source (row),
    address TEXT,
    reason  TEXT
) STRICT;
CREATE INDEX capture_miss_by_source ON capture_miss (source);

-- Who owns how much of what, as evidence tells it.
CREATE TABLE stake (
    row         INTEGER PRIMARY KEY,
    owner       TEXT,
    owned       TEXT,
    comparator  TEXT NOT NULL,
    percent     TEXT,
    upper       TEXT,
    period_from TEXT,
    period_to   TEXT,
    evidence    INTEGER REFERENCES evidence (row),
    source      INTEGER REFERENCES source (row),
    note        TEXT
) STRICT;
CREATE INDEX stake_by_owned ON stake (owned);

CREATE TABLE stake_withdrawal (
    row    INTEGER PRIMARY KEY,
    stake  INTEGER NOT NULL REFERENCES stake (row) UNIQUE,
    reason TEXT
) STRICT;

-- Words of drafts that seem to claim something and that a person said make no claim to be checked.
CREATE TABLE suggestion_dismissal (
    row        INTEGER PRIMARY KEY,
    piece      INTEGER NOT NULL REFERENCES piece (row),
    draft      INTEGER NOT NULL REFERENCES draft (row),
    span_start INTEGER NOT NULL,      -- bytes of the draft's text, the end exclusive
    span_end   INTEGER NOT NULL,
    exact      TEXT,                  -- the words, and what stands around them
    prefix     TEXT,
    suffix     TEXT,
    reason     TEXT
) STRICT;
CREATE INDEX suggestion_dismissal_by_piece ON suggestion_dismissal (piece);

-- Dismissals that were taken back.
CREATE TABLE suggestion_restoration (
    row       INTEGER PRIMARY KEY,
    dismissal INTEGER NOT NULL REFERENCES suggestion_dismissal (row),
    reason    TEXT
) STRICT;
CREATE INDEX suggestion_restoration_by_dismissal ON suggestion_restoration (dismissal);

-- Heads of logs, here or elsewhere, that the writer of the event cosigned as a witness.
CREATE TABLE witnessed_head (
    row  INTEGER PRIMARY KEY,
    log  TEXT    NOT NULL,            -- origin of the log that was witnessed
    size INTEGER NOT NULL,
    root BLOB    NOT NULL
) STRICT;

-- Logs that ended since their key was succeeded by another, under which the same person goes on.
CREATE TABLE key_succession (
    row       INTEGER PRIMARY KEY,
    log       TEXT NOT NULL,          -- origin of the log that ended
    successor TEXT NOT NULL,          -- origin of the log that goes on
    key       TEXT NOT NULL           -- its key, base64
) STRICT;

-- Keys that are not to be trusted beyond some events of a log.
CREATE TABLE key_revocation (
    row    INTEGER PRIMARY KEY,
    log    TEXT    NOT NULL,          -- origin of the log that the key signs for
    key    TEXT    NOT NULL,          -- base64
    size   INTEGER NOT NULL,          -- how many events are still to be trusted
    by_log TEXT    NOT NULL,          -- origin of the log that says so
    reason TEXT
) STRICT;

-- Texts of events and bytes of captures that were removed for good.
CREATE TABLE erasure (
    row     INTEGER PRIMARY KEY,
    event   INTEGER NOT NULL,
    digests TEXT    NOT NULL,          -- as they stand in the event, with blanks between
    files   INTEGER NOT NULL,
    reason  TEXT
) STRICT;
CREATE INDEX erasure_by_event ON erasure (event);

CREATE TABLE claim (
    row           INTEGER PRIMARY KEY,
    piece         INTEGER NOT NULL REFERENCES piece (row),
    status        INTEGER NOT NULL,
    priority      INTEGER NOT NULL,
    type          INTEGER NOT NULL,
    verdict       INTEGER NOT NULL,    -- -1 where there is none
    contested     INTEGER NOT NULL,
    assignee      TEXT    NOT NULL,    -- '' where there is none
    draft         INTEGER REFERENCES draft (row),
    span_start    INTEGER,
    span_end      INTEGER,
    statement     TEXT,
    comparator    TEXT,
    amount        TEXT,
    upper         TEXT,
    unit          TEXT,
    subject       TEXT,
    metric        TEXT,
    period_from   TEXT,
    period_to     TEXT,
    basis         TEXT,
    change        TEXT,                -- up, down, up-to, down-to, up-from, down-from, to, from
    external_id   TEXT,
    due           TEXT,
    signed_off_by TEXT,
    signed_off_at TEXT,
    updated       INTEGER NOT NULL,    -- row of the latest event
    content_key   INTEGER NOT NULL,    -- what the claim said when recorded, hashed; finds a repetition
    id            BLOB    NOT NULL,
    record_sha256 BLOB    NOT NULL
) STRICT;
CREATE INDEX claim_by_facet ON claim (piece, status, priority, type, verdict, contested, assignee);
CREATE INDEX claim_by_content ON claim (content_key);
CREATE INDEX claim_by_external ON claim (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX claim_by_due ON claim (due) WHERE due IS NOT NULL;
CREATE INDEX claim_by_place ON claim (piece, span_start) WHERE span_start IS NOT NULL;

-- How many claims there are of each combination: the board, and the way to any filtered list.
CREATE TABLE facet (
    piece     INTEGER NOT NULL REFERENCES piece (row),
    status    INTEGER NOT NULL,
    priority  INTEGER NOT NULL,
    type      INTEGER NOT NULL,
    verdict   INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    assignee  TEXT    NOT NULL,
    claims    INTEGER NOT NULL,
    PRIMARY KEY (piece, status, priority, type, verdict, contested, assignee)
) STRICT, WITHOUT ROWID;

-- The later events of a claim.
CREATE TABLE claim_event (
    claim INTEGER NOT NULL REFERENCES claim (row),
    event INTEGER NOT NULL,
    PRIMARY KEY (claim, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
    row      INTEGER PRIMARY KEY,
    claim    INTEGER NOT NULL REFERENCES claim (row),
    actor    TEXT    NOT NULL,
    verdict  TEXT    NOT NULL,
    blind    INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    settles  INTEGER NOT NULL,         -- 1 for a resolution of verdicts that differed
    note     TEXT,
    time     TEXT    NOT NULL
) STRICT;
CREATE INDEX verdict_by_claim ON verdict (claim);

CREATE TABLE evidence (
    row         INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (row),
    source      INTEGER REFERENCES source (row),               -- none where it was computed from other evidence
    capture     INTEGER REFERENCES capture (row),
    stance      TEXT    NOT NULL,
    confidence  TEXT,
    locator     TEXT,
    quote       TEXT,
    note        TEXT,
    comparator  TEXT,
    amount      TEXT,
    upper       TEXT,
    unit        TEXT,
    subject     TEXT,
    metric      TEXT,
    period_from TEXT,
    period_to   TEXT,
    basis       TEXT,
    change      TEXT,
    withdrawn   TEXT,                  -- the reason, where it was withdrawn
    found       TEXT,                  -- how the quotation was found in the captured text: exact, alike, approximate
    score       INTEGER,               -- how alike the two are, per mille
    found_start INTEGER,
    found_end   INTEGER,
    faults      TEXT,                  -- how the quotation departs from its source
    speaker     TEXT,
    cell        TEXT,                  -- the cell of a captured table that the figure was read from
    cell_text   TEXT,
    as_of       TEXT,
    good_until  TEXT,                  -- the last day on which it may be relied on
    formula     TEXT,                  -- how it was computed from other evidence
    inputs      TEXT,                  -- the ids of that evidence, with blanks between
    undermined  TEXT                   -- the id of the input that no longer stands
) STRICT;
CREATE INDEX evidence_by_claim ON evidence (claim);
CREATE INDEX evidence_by_source ON evidence (source) WHERE source IS NOT NULL;
CREATE INDEX evidence_by_formula ON evidence (row) WHERE inputs IS NOT NULL;
CREATE INDEX evidence_by_rate ON evidence (row) WHERE instr(unit, '/') OR instr(unit, ' per ');
CREATE INDEX evidence_by_good_until ON evidence (good_until) WHERE good_until IS NOT NULL;
CREATE INDEX evidence_by_found ON evidence (row) WHERE found IS NOT NULL OR cell IS NOT NULL;

-- The sources of what evidence was computed from.
CREATE TABLE evidence_source (
    claim  INTEGER NOT NULL REFERENCES claim (row),
    row    INTEGER NOT NULL REFERENCES evidence (row),           -- of the evidence that was computed
    source INTEGER NOT NULL REFERENCES source (row),
    PRIMARY KEY (claim, row, source)
) STRICT, WITHOUT ROWID;

-- Which claim rests on which.
CREATE TABLE dependency (
    claim      INTEGER NOT NULL REFERENCES claim (row),
    row        INTEGER NOT NULL REFERENCES claim (row),       -- of the claim that it rests on
    PRIMARY KEY (claim, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX dependency_by_row ON dependency (row);

CREATE TABLE query (
    row         INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (row),
    recipient   TEXT    NOT NULL,
    whom        TEXT,
    question    TEXT    NOT NULL,
    asked_by    TEXT    NOT NULL,
    asked_at    TEXT    NOT NULL,
    answer      TEXT,
    answered_by TEXT,
    answered_at TEXT
) STRICT;
CREATE INDEX query_by_claim ON query (claim);

CREATE TABLE reply (
    row         INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (row),
    whom        TEXT    NOT NULL,
    about       TEXT,
    until       TEXT,
    asked_by    TEXT    NOT NULL,
    asked_at    TEXT    NOT NULL,
    answer      TEXT,
    answered_by TEXT,
    answered_at TEXT
) STRICT;
CREATE INDEX reply_by_claim ON reply (claim);

CREATE TABLE correction (
    row       INTEGER PRIMARY KEY,
    claim     INTEGER NOT NULL REFERENCES claim (row),
    published TEXT    NOT NULL,
    was       TEXT    NOT NULL,
    now       TEXT    NOT NULL,
    reason    TEXT,
    actor     TEXT    NOT NULL,
    time      TEXT    NOT NULL
) STRICT;
CREATE INDEX correction_by_claim ON correction (claim);

CREATE TABLE note (
    row   INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (row),
    actor TEXT    NOT NULL,
    note  TEXT    NOT NULL,
    time  TEXT    NOT NULL,
    confidential INTEGER NOT NULL,
    PRIMARY KEY (claim, row)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE claim_text USING fts5 (
    statement, content = 'claim', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
-- More words are gathered in memory before a part of the index is written, so that fewer parts have to be merged.
INSERT INTO claim_text (claim_text, rank) VALUES ('hashsize', 8388608);

-- ─── Views ───────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE VIEW events AS
SELECT coalesce((SELECT place.row FROM place WHERE place.event = event.row), event.row) AS row, lower(hex(event.id)) AS id,
       log.origin AS log, event.seq, log.actor, event.bytes ->> '$.kind' AS kind, event.bytes ->> '$.time' AS time,
       event.bytes, event.row AS arrived
FROM event JOIN log ON log.row = event.log;

-- The kept files that drafts and captures name, as far as their texts are there: what names it, by place, and its SHA-256.
CREATE VIEW filed AS
SELECT 'draft' AS what, row, sha256 FROM draft WHERE sha256 IS NOT NULL
UNION ALL SELECT 'draft', row, text_sha256 FROM draft WHERE text_sha256 IS NOT NULL
UNION ALL SELECT 'draft', row, layout_sha256 FROM draft WHERE layout_sha256 IS NOT NULL
UNION ALL SELECT 'capture', row, sha256 FROM capture WHERE sha256 IS NOT NULL
UNION ALL SELECT 'capture', row, text_sha256 FROM capture WHERE text_sha256 IS NOT NULL
UNION ALL SELECT 'capture', row, layout_sha256 FROM capture WHERE layout_sha256 IS NOT NULL;

-- Where a source's information comes from: the named origin at the end of its chain, else the source there. Of several
-- links the latest counts; sources that name each other in a circle have one origin between them.
CREATE VIEW source_origin AS
WITH RECURSIVE link (source, next) AS MATERIALIZED (
    SELECT source_link.source, source_link.derived_from
    FROM source_link JOIN source ON source.row = source_link.source
    WHERE source.origin IS NULL
      AND source_link.row = (SELECT max(later.row) FROM source_link later WHERE later.source = source_link.source
                             AND NOT EXISTS (SELECT 1 FROM source_unlink WHERE source_unlink.link = later.row))
), chain (source, at) AS (
    SELECT source, next FROM link
    UNION
    SELECT chain.source, link.next FROM chain JOIN link ON link.source = chain.at
), stop (source, at, circle) AS MATERIALIZED (
    SELECT chain.source, chain.at, 0 FROM chain LEFT JOIN link ON link.source = chain.at WHERE link.source IS NULL
    UNION ALL
    SELECT chain.source, min(chain.at), 1 FROM chain JOIN chain back ON back.source = chain.at AND back.at = chain.at
    GROUP BY chain.source
)
SELECT source.row AS source,
       coalesce(source.origin, last.origin,
                iif(stop.circle, 'circle of ', iif(piece.row, 'piece ', 'source ')) || coalesce(stop.at, source.row)
       ) AS origin
FROM source LEFT JOIN stop ON stop.source = source.row LEFT JOIN source last ON last.row = stop.at
LEFT JOIN piece ON piece.row = stop.at;

-- Sources that were ever confidential, since the event that said so; their letters follow that order.
CREATE VIEW confidence AS
SELECT source, min(row) AS since FROM (
    SELECT row AS source, row FROM source WHERE confidential
    UNION ALL SELECT source, row FROM source_terms WHERE confidential
) GROUP BY source;

-- Sources as lists and reports show them: what is confidential has a letter in the place of its name.
CREATE VIEW source_shown AS
SELECT row, tier, hidden AS confidential, medium, terms,
       iif(hidden, 'Confidential source ' || iif(letter > 25, char(64 + letter / 26), '') || char(65 + letter % 26), title) AS title,
       iif(hidden, NULL, publisher) AS publisher, iif(hidden, NULL, author) AS author,
       iif(hidden, NULL, address) AS address, iif(hidden, NULL, published) AS published,
       iif(hidden, NULL, language) AS language, iif(hidden, NULL, origin) AS origin,
       iif(hidden, NULL, summary) AS summary, iif(hidden, NULL, external_id) AS external_id
FROM (
    SELECT source.*,
           coalesce((SELECT confidential FROM source_terms WHERE source = source.row ORDER BY row DESC LIMIT 1),
                    source.confidential) AS hidden,
           (SELECT count(*) FROM confidence
            WHERE since < (SELECT since FROM confidence WHERE source = source.row)) AS letter
    FROM source
);

-- What a casebook holds, in words, for people who open it with another program: short ids first, codes nowhere, and
-- what is confidential as lists show it.

CREATE VIEW pieces AS
SELECT lower(substr(hex(event.id), 1, 8)) AS piece,
       title, byline, publisher, address, due,
       (SELECT count(*) FROM draft WHERE draft.piece = piece.row) AS drafts,
       (SELECT sum(claims) FROM facet WHERE facet.piece = piece.row) AS claims
FROM piece
JOIN event ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = piece.row), piece.row);

CREATE VIEW claims AS
SELECT lower(substr(hex(claim.id), 1, 8)) AS claim, piece.title AS piece, claim.statement, type.word AS type,
       iif(claim.amount IS NULL, NULL,
           iif(claim.comparator IN ('=', 'between'), '', claim.comparator || ' ') || claim.amount ||
           coalesce(' to ' || claim.upper, '') || coalesce(' ' || claim.unit, '') ||
           coalesce(' (' || claim.change || ')', '')) AS figure,
       iif(claim.period_from IS claim.period_to, claim.period_from,
           coalesce(claim.period_from, '…') || ' to ' || coalesce(claim.period_to, '…')) AS period,
       claim.subject, claim.metric, priority.word AS priority, status.word AS status,
       verdict.word AS verdict, iif(claim.contested, 'yes', 'no') AS contested,
       nullif(claim.assignee, '') AS assignee, claim.due,
       (SELECT count(*) FROM evidence WHERE evidence.claim = claim.row AND withdrawn IS NULL AND undermined IS NULL)
           AS evidence,
       (SELECT count(*) FROM evidence WHERE evidence.claim = claim.row AND withdrawn IS NULL AND undermined IS NULL
        AND stance = 'contradicts') AS contradicting,
       (SELECT count(*) FROM query WHERE query.claim = claim.row AND answer IS NULL) AS open_queries,
       (SELECT count(*) FROM note WHERE note.claim = claim.row) AS notes,
       claim.signed_off_by, claim.signed_off_at, claim.external_id, lower(hex(claim.id)) AS id,
       lower(hex(claim.record_sha256)) AS record_sha256, claim.row
FROM claim
JOIN piece ON piece.row = claim.piece
JOIN word type ON type.list = 'claim type' AND type.code = claim.type
JOIN word priority ON priority.list = 'priority' AND priority.code = claim.priority
JOIN word status ON status.list = 'status' AND status.code = claim.status
LEFT JOIN word verdict ON verdict.list = 'verdict' AND verdict.code = claim.verdict;

CREATE VIEW evidence_items AS
SELECT lower(substr(hex(event.id), 1, 8)) AS evidence,
       lower(substr(hex(claim.id), 1, 8)) AS claim, claim.statement, evidence.stance,
       iif(evidence.inputs IS NOT NULL, 'computed: ' || coalesce(evidence.formula, '(withheld)'),
           coalesce(source.title, source.publisher, source.address)) AS source,
       iif(source.confidential OR capture.confidential, NULL, evidence.locator) AS locator,
       iif(source.confidential OR capture.confidential, NULL, evidence.quote) AS quote,
       evidence.found, replace(trim(evidence.faults), ' ', ', ') AS faults,
       iif(evidence.amount IS NULL, NULL,
           iif(evidence.comparator IN ('=', 'between'), '', evidence.comparator || ' ') || evidence.amount ||
           coalesce(' to ' || evidence.upper, '') || coalesce(' ' || evidence.unit, '') ||
           coalesce(' (' || evidence.change || ')', '')) AS figure,
       iif(evidence.period_from IS evidence.period_to, evidence.period_from,
           coalesce(evidence.period_from, '…') || ' to ' || coalesce(evidence.period_to, '…')) AS period,
       evidence.confidence, evidence.as_of, evidence.good_until,
       iif(evidence.withdrawn IS NOT NULL, 'withdrawn: ' || evidence.withdrawn,
           iif(evidence.undermined IS NOT NULL, 'rests on evidence that was withdrawn', NULL)) AS withdrawn
FROM evidence
JOIN event ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = evidence.row), evidence.row)
JOIN claim ON claim.row = evidence.claim
LEFT JOIN source_shown source ON source.row = evidence.source
LEFT JOIN capture ON capture.row = evidence.capture;

CREATE VIEW verdicts AS
SELECT lower(substr(hex(claim.id), 1, 8)) AS claim, claim.statement, verdict.verdict, verdict.actor AS reviewer,
       verdict.time, verdict.note, iif(verdict.blind, 'yes', 'no') AS blind,
       iif(verdict.settles, 'yes', 'no') AS settles_a_dispute,
       iif(verdict.standing, 'yes', 'superseded') AS counts
FROM verdict JOIN claim ON claim.row = verdict.claim;

CREATE VIEW notes AS
SELECT lower(substr(hex(claim.id), 1, 8)) AS claim, claim.statement,
       iif(note.confidential, '(confidential note)', note.note) AS note, note.actor AS writer, note.time
FROM note JOIN claim ON claim.row = note.claim;

CREATE VIEW queries AS
SELECT lower(substr(hex(claim.id), 1, 8)) AS claim, claim.statement, query.recipient, query.whom, query.question,
       query.asked_by, query.asked_at, query.answer, query.answered_by, query.answered_at
FROM query JOIN claim ON claim.row = query.claim;

CREATE VIEW replies AS
SELECT lower(substr(hex(claim.id), 1, 8)) AS claim, claim.statement, reply.whom, reply.about, reply.until, reply.asked_by,
       reply.asked_at, reply.answer, reply.answered_by, reply.answered_at
FROM reply JOIN claim ON claim.row = reply.claim;

CREATE VIEW sources AS
SELECT lower(substr(hex(event.id), 1, 8)) AS source,
       title, publisher, author, address, published, tier, iif(confidential, 'yes', 'no') AS confidential, medium, terms,
       (SELECT count(*) FROM evidence WHERE evidence.source = source.row AND withdrawn IS NULL) AS evidence,
       (SELECT count(*) FROM capture WHERE capture.source = source.row) AS captures
FROM source_shown source
JOIN event ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = source.row), source.row);

CREATE VIEW captures AS
SELECT lower(substr(hex(event.id), 1, 8)) AS capture,
       coalesce(source.title, source.publisher, source.address) AS source,
       iif(capture.confidential OR source.confidential, NULL, capture.name) AS name, capture.media_type, capture.bytes,
       capture.method,
       coalesce(capture.captured_at, event.bytes ->> '$.time') AS captured_at,
       iif(capture.confidential OR source.confidential, NULL, capture.asked) AS address,
       iif(capture.confidential OR source.confidential, NULL, capture.sha256) AS sha256
FROM capture
JOIN event ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = capture.row), capture.row)
LEFT JOIN source_shown source ON source.row = capture.source;

CREATE VIEW drafts AS
SELECT lower(substr(hex(event.id), 1, 8)) AS draft,
       piece.title AS piece, draft.name, draft.format, draft.bytes,
       event.bytes ->> '$.time' AS recorded,
       (SELECT count(*) FROM claim WHERE claim.draft = draft.row) AS claims, draft.sha256
FROM draft
JOIN event ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = draft.row), draft.row)
JOIN piece ON piece.row = draft.piece;

CREATE VIEW stakes AS
SELECT stake.owner, stake.owned,
       iif(stake.comparator IN ('=', 'between'), '', stake.comparator || ' ') || stake.percent ||
           coalesce(' to ' || stake.upper, '') || ' percent' AS share,
       iif(stake.period_from IS stake.period_to, stake.period_from,
           coalesce(stake.period_from, '…') || ' to ' || coalesce(stake.period_to, '…')) AS period,
       coalesce(source.title, source.publisher, source.address) AS source, stake.note,
       iif(stake_withdrawal.row IS NULL, NULL,
           coalesce('withdrawn: ' || stake_withdrawal.reason, 'withdrawn')) AS withdrawn
FROM stake LEFT JOIN source_shown source ON source.row = stake.source
LEFT JOIN stake_withdrawal ON stake_withdrawal.stake = stake.row;

-- The audit report, one row a claim, as `tickmark report csv` writes it but for the marks before cells that a
-- spreadsheet would run: sqlite3 -csv -header casebook.db 'SELECT * FROM audit'
CREATE VIEW audit AS
SELECT lower(hex(claim.id)) AS claim_id, claim.external_id,
       lower(hex(piece_event.id)) AS piece_id, piece.title AS piece,
       lower(hex(draft_event.id)) AS draft_id, draft.name AS draft, draft.sha256 AS draft_sha256,
       draft.text_sha256 AS draft_text_sha256, claim.span_start, claim.span_end,
       claim.statement, type.word AS type, claim.subject, claim.metric, claim.comparator, claim.amount, claim.upper,
       claim.unit, claim.period_from, claim.period_to, claim.basis, claim.change,
       priority.word AS priority, status.word AS status, found.word AS verdict,
       iif(claim.contested, 'yes', 'no') AS contested, claim.assignee, claim.due,
       (SELECT group_concat(entry, '; ') FROM (
           SELECT actor || ' ' || verdict || ' ' || time || iif(blind, ' (blind)', '') ||
                  iif(settles, ' (settles)', '') || iif(standing, '', ' (superseded)') AS entry
           FROM verdict WHERE verdict.claim = claim.row ORDER BY verdict.row
       )) AS reviewers,
       (SELECT group_concat(entry, '; ') FROM (
           SELECT evidence.stance || ': ' || iif(evidence.inputs IS NOT NULL,
                      'computed as ' || coalesce(evidence.formula, '(withheld)'),
                      coalesce(source.title, source.publisher, source.address, source.external_id,
                               lower(substr(hex(event.id), 1, 8))) ||
                      iif(source.confidential OR (SELECT confidential FROM capture WHERE capture.row = evidence.capture), '',
                          coalesce(', ' || evidence.locator, '')) ||
                      ' [source ' || lower(hex(event.id)) || ']') AS entry
           FROM evidence LEFT JOIN source_shown source ON source.row = evidence.source
           LEFT JOIN event
                ON event.row = coalesce((SELECT place.event FROM place WHERE place.row = evidence.source), evidence.source)
           WHERE evidence.claim = claim.row AND evidence.withdrawn IS NULL AND undermined IS NULL ORDER BY evidence.row
       )) AS sources,
       (SELECT count(*) FROM evidence
        WHERE evidence.claim = claim.row AND withdrawn IS NULL AND undermined IS NULL) AS evidence,
       (SELECT count(*) FROM query WHERE query.claim = claim.row AND answer IS NULL) AS open_queries,
       (SELECT group_concat(entry, '; ') FROM (
           SELECT actor || ' ' || time || ' ' || verdict || ': ' || note AS entry, 0 AS part, row
           FROM verdict WHERE verdict.claim = claim.row AND note IS NOT NULL
           UNION ALL
           SELECT actor || ' ' || time || ': ' || iif(confidential, '(confidential note)', note), 1, row
           FROM note WHERE note.claim = claim.row
           ORDER BY part, row
       )) AS notes,
       claim.signed_off_by, claim.signed_off_at, iif(status.word = 'stale', 'yes', 'no') AS stale,
       lower(hex(claim.record_sha256)) AS record_sha256
FROM claim
JOIN piece ON piece.row = claim.piece
JOIN event piece_event
     ON piece_event.row = coalesce((SELECT place.event FROM place WHERE place.row = claim.piece), claim.piece)
LEFT JOIN draft ON draft.row = claim.draft
LEFT JOIN event draft_event
     ON draft_event.row = coalesce((SELECT place.event FROM place WHERE place.row = claim.draft), claim.draft)
LEFT JOIN word type ON type.list = 'claim type' AND type.code = claim.type
LEFT JOIN word priority ON priority.list = 'priority' AND priority.code = claim.priority
LEFT JOIN word status ON status.list = 'status' AND status.code = claim.status
LEFT JOIN word found ON found.list = 'verdict' AND found.code = claim.verdict
ORDER BY claim.row;
