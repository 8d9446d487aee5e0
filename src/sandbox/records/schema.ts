export const SCHEMA_VERSION = 7;

/** Times are Unix milliseconds. `at` and sessions follow the real clock, everything about certificates the bank's. */
export const SCHEMA = `
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- The CA in its generations; the last one signs certificates, all of them sign their revocation lists.
CREATE TABLE authorities (
  generation INTEGER PRIMARY KEY,
  -- A JSON array of PEMs.
  chain TEXT NOT NULL,
  issuing_key TEXT NOT NULL
) STRICT;

CREATE TABLE users (
  login_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('master', 'administrator', 'general')),
  -- Empty until each password is typed for the first time.
  password_hash TEXT NOT NULL DEFAULT '',
  confirmation_hash TEXT NOT NULL DEFAULT '',
  -- In the clear: passwords of a demo, which "sandbox info" shows.
  password TEXT NOT NULL,
  confirmation_password TEXT NOT NULL,
  otp_method TEXT NOT NULL CHECK (otp_method IN ('token', 'email', 'none')),
  totp_secret TEXT,
  last_totp_step INTEGER NOT NULL DEFAULT 0,
  suspended INTEGER NOT NULL DEFAULT 0,
  service_enabled INTEGER NOT NULL DEFAULT 1
) STRICT;

-- By login ID as typed: unknown ones are counted too, so that nobody can find out which ones exist.
CREATE TABLE wrong_tries (
  login_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('password', 'otp', 'confirmation')),
  count INTEGER NOT NULL,
  PRIMARY KEY (login_id, kind)
) STRICT;

-- Codes that "sandbox info" handed out, each taken once.
CREATE TABLE handed_out_codes (
  login_id TEXT NOT NULL REFERENCES users,
  code TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE certificates (
  serial_number TEXT PRIMARY KEY,
  login_id TEXT NOT NULL REFERENCES users,
  -- Of the CA that signed it.
  generation INTEGER NOT NULL REFERENCES authorities,
  sequence INTEGER NOT NULL,
  public_key_hash TEXT NOT NULL UNIQUE,
  pem TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  confirmed INTEGER NOT NULL DEFAULT 0,
  revoked_at INTEGER,
  revocation_reason TEXT,
  -- Another certificate took its place; otherwise a revocation was asked for.
  superseded INTEGER NOT NULL DEFAULT 0,
  -- The certificate that this one renews.
  predecessor TEXT,
  -- The 40-day notice was e-mailed.
  notice_sent INTEGER NOT NULL DEFAULT 0,
  -- What the company calls the PC that it was requested on.
  device TEXT,
  last_used_at INTEGER,
  UNIQUE (login_id, sequence)
) STRICT;

-- The latest revocation list of each CA. Its number outlives it: numbers only ever go up.
CREATE TABLE crl (
  generation INTEGER NOT NULL REFERENCES authorities,
  number INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  this_update INTEGER NOT NULL,
  der TEXT NOT NULL
) STRICT;

CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  login_id TEXT NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  -- Of the request in which it was done; empty for what the owner does.
  request_id TEXT NOT NULL DEFAULT ''
) STRICT;

-- Revocations that were asked for and do not count yet, by the bank's date.
CREATE TABLE pending_revocations (
  serial_number TEXT PRIMARY KEY REFERENCES certificates,
  effective_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- What differs from the usual bank, as JSON.
CREATE TABLE rules (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** What brings a database of an earlier version to the next one. */
export const MIGRATIONS: Readonly<Record<number, string>> = {
  2: `
ALTER TABLE certificates ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE certificates ADD COLUMN predecessor TEXT;
UPDATE certificates SET superseded = 1 WHERE revocation_reason = 'superseded';
PRAGMA user_version = 3;
`,
  // Until then there was one CA, G4.
  3: `
CREATE TABLE authorities (
  generation INTEGER PRIMARY KEY,
  chain TEXT NOT NULL,
  issuing_key TEXT NOT NULL
) STRICT;
INSERT INTO authorities (generation, chain, issuing_key)
  SELECT 4, json_extract(value, '$.authority.chain'), json_extract(value, '$.authority.issuingKey')
  FROM secrets WHERE name = 'bank';
UPDATE secrets SET value = json_remove(value, '$.authority') WHERE name = 'bank';
ALTER TABLE certificates ADD COLUMN generation INTEGER NOT NULL DEFAULT 4;
ALTER TABLE crl ADD COLUMN generation INTEGER NOT NULL DEFAULT 4;
PRAGMA user_version = 4;
`,
  4: `
ALTER TABLE audit_log ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
CREATE TABLE rules (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE pending_revocations (
  serial_number TEXT PRIMARY KEY REFERENCES certificates,
  effective_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
PRAGMA user_version = 5;
`,
  5: `
ALTER TABLE certificates ADD COLUMN device TEXT;
ALTER TABLE certificates ADD COLUMN last_used_at INTEGER;
PRAGMA user_version = 6;
`,
  // From then on hashes may be empty, which an earlier bank would take for passwords that are never right.
  6: 'PRAGMA user_version = 7;',
};
