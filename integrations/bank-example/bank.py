"""What the bank does: sessions, certificates, revocation, by the rules of docs/bank-api.yaml."""

import base64
import datetime
import hashlib
import hmac
import json
import secrets
import struct
import time

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from authority import Authority, key_hash, now, pem
from problems import Problem
from records import moment, text_of

TRIES = 5
IDLE_SECONDS = 600
CODE_SECONDS = 30


class Session:
    def __init__(self, login_id, waits):
        self.token = secrets.token_urlsafe(32)
        self.challenge = secrets.token_urlsafe(24)
        self.login_id = login_id
        self.waits = waits
        self.proven_by = None
        self.used()

    def used(self):
        self.expires = time.time() + IDLE_SECONDS


def _digest(text):
    return hashlib.sha256(text.encode()).digest()


def _scrypt(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=4096, r=8, p=1)


class Bank:
    def __init__(self, records, users, crl_url, renewal_days):
        self.records = records
        self.renewal = datetime.timedelta(days=renewal_days)
        self.crl_url = crl_url
        self.salt = secrets.token_bytes(16)
        self.users = {user["loginId"]: self._without_secrets(user) for user in users}
        self.live, self.ended = {}, set()
        kept = records.kept("authority")
        self.authority = Authority(json.loads(kept)) if kept else Authority.new()
        records.keep("authority", json.dumps(self.authority.material))

    def _without_secrets(self, user):
        kept = {name: value for name, value in user.items() if "assword" not in name}
        for name in ("password", "confirmationPassword"):
            kept[name] = _scrypt(user.get(name, secrets.token_hex()), self.salt)
        return kept

    # Logging in

    def _wrong(self, login_id, kind, code):
        with self.records:
            left = TRIES - self.records.count(login_id, kind)
        raise Problem(code, attemptsLeft=left) if left > 0 else Problem("account-locked")

    def _refuse_locked(self, login_id):
        if self.records.tries(login_id) >= TRIES:
            raise Problem("account-locked")

    def log_in(self, login_id, password):
        self._refuse_locked(login_id)
        user = self.users.get(login_id)
        # Unknown login IDs take as long as known ones.
        hashed = _scrypt(password, self.salt)
        if not hmac.compare_digest(hashed, user["password"] if user else b"") or not user:
            self._wrong(login_id, "password", "credentials-refused")
        session = Session(login_id, "otpSecret" in user)
        self.live[_digest(session.token)] = session
        if not session.waits:
            self._fully(session)
        return session

    def _fully(self, session):
        """A full login ends the login ID's earlier sessions and forgets the wrong tries."""
        session.waits = False
        with self.records:
            self.records.forget_tries(session.login_id)
        for key, other in list(self.live.items()):
            if other is not session and other.login_id == session.login_id:
                self._end(key)

    def _end(self, key):
        del self.live[key]
        self.ended.add(key)

    def session(self, token, waiting=False):
        """The session of a token; using it makes it live ten minutes more."""
        key = _digest(token or "")
        session = self.live.get(key)
        if session and session.expires <= time.time():
            self._end(key)
            session = None
        if not session:
            raise Problem("session-ended" if key in self.ended else "session-required")
        session.used()
        if session.waits and not waiting:
            raise Problem("otp-required")
        return session

    def log_out(self, session):
        self._end(_digest(session.token))

    def submit_code(self, session, code):
        if not session.waits:
            return
        self._refuse_locked(session.login_id)
        step = self._step_of(self.users[session.login_id]["otpSecret"], code)
        fresh = "SELECT 1 FROM used_codes WHERE login_id = ? AND step = ?"
        if step is None or self.records.one(fresh, session.login_id, step):
            self._wrong(session.login_id, "otp", "otp-refused")
        self.records.do("INSERT INTO used_codes VALUES (?, ?)", session.login_id, step)
        self._fully(session)

    def _step_of(self, secret, code):
        """Which time step a code is of (RFC 6238): this one, or one beside it."""
        key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        current = int(time.time()) // CODE_SECONDS
        for step in (current, current - 1, current + 1):
            digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
            number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
            if hmac.compare_digest("%06d" % (number % 10**6), code):
                return step
        return None

    def session_document(self, session):
        document = {
            "token": session.token,
            "state": "otp-required" if session.waits else "authenticated",
            "challenge": session.challenge,
            "expiresAt": text_of(datetime.datetime.utcfromtimestamp(int(session.expires))),
        }
        if session.waits:
            left = self.records.one(
                "SELECT count FROM tries WHERE login_id = ? AND kind = 'otp'", session.login_id
            )
            document["otp"] = {
                "method": "token",
                "digits": 6,
                "expiresAt": document["expiresAt"],
                "attemptsLeft": TRIES - (left["count"] if left else 0),
            }
        if session.proven_by:
            document["proven"] = True
        return document

    def prove(self, session, serial, signature):
        row = self.records.by_serial(serial)
        good = row and row["login_id"] == session.login_id and row["confirmed"] and self._is_live(row)
        if not good or not _signed(row["pem"], signature, "cert-tool proof v1\n" + session.challenge):
            raise Problem("proof-refused")
        session.proven_by = serial

    # Certificates and their states

    def _is_live(self, row):
        return not row["revoked_at"] and now() <= moment(row["not_after"])

    def state(self, row):
        if row is None:
            return "not-issued"
        if row["revoked_at"]:
            return "revoked"
        if now() > moment(row["not_after"]):
            return "expired"
        return "renewable" if now() >= moment(row["not_after"]) - self.renewal else "issued"

    def deciding(self, login_id):
        """The confirmed certificate, or the last one that was revoked or expired: what was replaced tells nothing."""
        return self.records.one(
            "SELECT * FROM certificates WHERE login_id = ? AND NOT superseded"
            " AND (confirmed OR revoked_at IS NOT NULL) ORDER BY number DESC",
            login_id,
        )

    def unconfirmed(self, login_id):
        row = self.records.one(
            "SELECT * FROM certificates WHERE login_id = ? AND NOT confirmed AND revoked_at IS NULL"
            " ORDER BY number DESC",
            login_id,
        )
        return row if row and self._is_live(row) else None

    def summary(self, login_id):
        row = self.deciding(login_id)
        summary = {"state": self.state(row)}
        if row is not None:
            summary.update(serialNumber=row["serial"], notAfter=row["not_after"])
        if summary["state"] in ("issued", "renewable"):
            summary["renewableFrom"] = text_of(moment(row["not_after"]) - self.renewal)
        return summary

    def _request(self, csr, login_id):
        """The public key of a good request. Its subject has to be the login ID, and nothing else of it counts."""
        try:
            request = x509.load_pem_x509_csr(csr.encode())
            names = request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            key = request.public_key()
            good = (
                [name.value for name in names] == [login_id]
                and isinstance(key, rsa.RSAPublicKey)
                and 2048 <= key.key_size <= 4096
                and isinstance(request.signature_hash_algorithm, hashes.SHA256)
                and request.is_signature_valid
            )
        except Exception:  # Whatever the library thinks of bytes that are no request.
            good = False
        if not good:
            raise Problem("csr-refused")
        return key

    def _known(self, key, login_id):
        """Natural idempotence: before every rule about states."""
        row = self.records.one("SELECT * FROM certificates WHERE key_hash = ?", key_hash(key))
        if row and (row["login_id"] != login_id or not self._is_live(row)):
            raise Problem("key-used")
        return row

    def request(self, login_id, csr, device=None):
        """The certificate of this key, and whether it is new."""
        key = self._request(csr, login_id)
        known = self._known(key, login_id)
        if known:
            return known, False
        current = self.deciding(login_id)
        if current and self._is_live(current):
            raise Problem("certificate-exists")
        return self._issue(login_id, key, device), True

    def renew(self, login_id, serial, csr, device=None):
        old = self.records.by_serial(serial)
        if not old or old["login_id"] != login_id:
            raise Problem("not-found")
        key = self._request(csr, login_id)
        if key_hash(key) == old["key_hash"]:
            raise Problem("key-used")
        known = self._known(key, login_id)
        if known:
            return known, False
        if self.records.one("SELECT 1 FROM certificates WHERE predecessor = ? AND confirmed", serial):
            raise Problem("already-renewed")
        state = self.state(old)
        if state in ("revoked", "expired"):
            raise Problem("certificate-" + state)
        if state == "issued":
            raise Problem("too-early", renewableFrom=text_of(moment(old["not_after"]) - self.renewal))
        return self._issue(login_id, key, device, serial), True

    def _issue(self, login_id, key, device, predecessor=None):
        with self.records:
            earlier = self.unconfirmed(login_id)
            if earlier:
                self._supersede(earlier["serial"])
            count = self.records.one("SELECT count(*) AS n FROM certificates WHERE login_id = ?", login_id)["n"]
            made = self.authority.issue(login_id, count + 1, key, self.crl_url)
            serial = "%032x" % made.serial_number
            self.records.do(
                "INSERT INTO certificates (serial, login_id, key_hash, pem, not_before, not_after, device, predecessor)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(serial, login_id, key_hash(key), pem(made)),
                *(text_of(made.not_valid_before), text_of(made.not_valid_after), device, predecessor),
            )
        return self.records.by_serial(serial)

    def _supersede(self, serial):
        self.records.do(
            "UPDATE certificates SET revoked_at = ?, reason = 'superseded', superseded = 1 WHERE serial = ?",
            *(text_of(now()), serial),
        )

    def confirm(self, login_id, serial):
        row = self.records.by_serial(serial)
        if not row or row["login_id"] != login_id:
            raise Problem("not-found")
        if row["revoked_at"]:
            raise Problem("certificate-revoked")
        if row["confirmed"]:
            return
        if not self._is_live(row):
            raise Problem("certificate-expired")
        with self.records:
            others = "SELECT serial FROM certificates WHERE login_id = ? AND revoked_at IS NULL AND serial != ?"
            for other in self.records.all(others, login_id, serial):
                self._supersede(other["serial"])
            self.records.do("UPDATE certificates SET confirmed = 1 WHERE serial = ?", serial)

    def visible(self, login_id, serial):
        row = self.records.by_serial(serial)
        if not row or (row["login_id"] != login_id and self.users[login_id]["role"] == "general"):
            raise Problem("not-found")
        return row

    # What administrators do

    def require_administrator(self, session):
        if self.users[session.login_id]["role"] == "general":
            raise Problem("not-permitted")
        row = session.proven_by and self.records.by_serial(session.proven_by)
        if not row or (row["revoked_at"] and not row["superseded"]):
            raise Problem("proof-required")

    def revoke(self, session, login_id, serial, password, reason="unspecified"):
        target = self.users.get(login_id)
        if target and target["role"] == "master":
            raise Problem("master-certificate")
        self.require_administrator(session)
        if not target:
            raise Problem("not-found")
        self._refuse_locked(session.login_id)
        right = self.users[session.login_id]["confirmationPassword"]
        if not hmac.compare_digest(_scrypt(password, self.salt), right):
            self._wrong(session.login_id, "confirmation", "confirmation-refused")
        named = self.records.by_serial(serial)
        is_own = named is not None and named["login_id"] == login_id
        if is_own and named["revoked_at"] and not named["superseded"]:
            return named["revoked_at"]
        confirmed, unconfirmed = self.deciding(login_id), self.unconfirmed(login_id)
        current = confirmed if confirmed and self._is_live(confirmed) else unconfirmed
        if not current:
            raise Problem("nothing-to-revoke")
        if current["serial"] != serial:
            raise Problem("certificate-changed" if is_own else "not-found")
        revoked_at = text_of(now())
        with self.records:
            for each in {serial, (unconfirmed or current)["serial"]}:
                self.records.do(
                    "UPDATE certificates SET revoked_at = ?, reason = ? WHERE serial = ?", revoked_at, reason, each
                )
        return revoked_at

    def revocation_list(self):
        with self.records:
            number = int(self.records.kept("crl number") or 0) + 1
            self.records.keep("crl number", str(number))
        rows = self.records.all("SELECT serial, revoked_at FROM certificates WHERE revoked_at IS NOT NULL")
        return self.authority.revocation_list(number, [(row["serial"], moment(row["revoked_at"])) for row in rows])


def _signed(certificate, signature, text):
    """RSASSA-PKCS1-v1_5 with SHA-256 by the certificate's key."""
    key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return True
    except (InvalidSignature, ValueError):
        return False
