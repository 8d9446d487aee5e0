"""What has to outlive a crash, in SQLite: certificates, counted tries, the CA. Committed before anything is answered."""

import datetime
import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS certificates (
  number INTEGER PRIMARY KEY,
  serial TEXT UNIQUE NOT NULL,
  login_id TEXT NOT NULL,
  key_hash TEXT UNIQUE NOT NULL,
  pem TEXT NOT NULL,
  not_before TEXT NOT NULL,
  not_after TEXT NOT NULL,
  device TEXT,
  predecessor TEXT,
  confirmed INTEGER NOT NULL DEFAULT 0,
  revoked_at TEXT,
  reason TEXT,
  superseded INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS tries (login_id TEXT, kind TEXT, count INTEGER, PRIMARY KEY (login_id, kind));
CREATE TABLE IF NOT EXISTS used_codes (login_id TEXT, step INTEGER, PRIMARY KEY (login_id, step));
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT);
"""


def moment(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def text_of(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


class Records:
    """Used under one lock; `with records:` is a transaction."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.database.row_factory = sqlite3.Row
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.executescript(SCHEMA)

    def __enter__(self):
        self.database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind, *_):
        self.database.execute("ROLLBACK" if kind else "COMMIT")

    def all(self, query, *values):
        return self.database.execute(query, values).fetchall()

    def one(self, query, *values):
        return self.database.execute(query, values).fetchone()

    def do(self, query, *values):
        self.database.execute(query, values)

    def kept(self, name):
        row = self.one("SELECT value FROM kept WHERE name = ?", name)
        return row and row["value"]

    def keep(self, name, value):
        self.do("INSERT OR REPLACE INTO kept VALUES (?, ?)", name, value)

    def by_serial(self, serial):
        return self.one("SELECT * FROM certificates WHERE serial = ?", serial)

    def tries(self, login_id):
        """The most wrong tries of one kind."""
        row = self.one("SELECT max(count) AS most FROM tries WHERE login_id = ?", login_id)
        return row["most"] or 0

    def count(self, login_id, kind):
        """Counts a wrong try; how many there were."""
        self.do("INSERT OR IGNORE INTO tries VALUES (?, ?, 0)", login_id, kind)
        self.do("UPDATE tries SET count = count + 1 WHERE login_id = ? AND kind = ?", login_id, kind)
        row = self.one("SELECT count FROM tries WHERE login_id = ? AND kind = ?", login_id, kind)
        return row["count"]

    def forget_tries(self, login_id):
        self.do("DELETE FROM tries WHERE login_id = ?", login_id)
