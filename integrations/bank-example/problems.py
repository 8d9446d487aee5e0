"""The refusals of the contract (docs/bank-api.yaml, "Errors"), and what a request has to look like."""

import re
import uuid

# Code: status, title, detail in Japanese, detail in English.
PROBLEMS = {
    "invalid-request": (400, "Invalid request", "要求の形式が正しくありません。", "The request is malformed."),
    "session-required": (401, "Login required", "ログインしてください。", "Log in first."),
    "session-ended": (401, "Session ended", "ログインが終了しました。", "The session has ended."),
    "credentials-refused": (401, "Login refused", "ログインIDまたはパスワードが違います。", "Wrong login ID or password."),
    "otp-refused": (401, "Code refused", "ワンタイムパスワードが違います。", "Wrong one-time password."),
    "proof-refused": (401, "Proof refused", "証明書を確認できません。", "The proof was refused."),
    "confirmation-refused": (401, "Refused", "確認用パスワードが違います。", "Wrong confirmation password."),
    "otp-required": (403, "Code required", "ワンタイムパスワードが必要です。", "The one-time password is missing."),
    "proof-required": (403, "Proof required", "証明書による確認が必要です。", "A proof is needed first."),
    "not-permitted": (403, "Not permitted", "権限がありません。", "Your role has no right to this."),
    "master-certificate": (403, "Master user", "マスターユーザの証明書です。", "It is a master user's certificate."),
    "not-found": (404, "Not found", "該当するものがありません。", "There is no such thing."),
    "certificate-exists": (409, "Certificate exists", "証明書は発行済みです。", "There is a certificate already."),
    "too-early": (409, "Too early", "まだ更新できません。", "It cannot be renewed yet."),
    "already-renewed": (409, "Already renewed", "更新済みです。", "It was renewed already."),
    "nothing-to-revoke": (409, "Nothing to revoke", "失効する証明書がありません。", "There is nothing to revoke."),
    "certificate-changed": (409, "Certificate changed", "証明書が替わっています。", "The certificate has changed."),
    "certificate-revoked": (410, "Revoked", "証明書は失効しています。", "The certificate is revoked."),
    "certificate-expired": (410, "Expired", "証明書の有効期限が切れています。", "The certificate has expired."),
    "csr-refused": (422, "Request refused", "発行要求が正しくありません。", "The certificate request is refused."),
    "key-used": (422, "Key used", "使用済みの鍵です。", "The key was used before."),
    "account-locked": (423, "Locked", "ログインIDはロックされています。", "The login ID is locked."),
    "internal": (500, "Internal error", "銀行側でエラーが発生しました。", "Something failed at the bank."),
}


class Problem(Exception):
    """A refusal; `extras` are further members, e.g. attemptsLeft."""

    def __init__(self, code, **extras):
        super().__init__(code)
        self.code = code
        self.extras = extras

    def document(self, language):
        status, title, japanese, english = PROBLEMS[self.code]
        return status, {
            "type": "urn:cert-tool:problem:" + self.code,
            "title": title,
            "status": status,
            "code": self.code,
            "detail": english if language == "en" else japanese,
            "requestId": uuid.uuid4().hex[:12],
            **self.extras,
        }


LOGIN_ID = re.compile(r"[^\s/]{1,64}")
SERIAL_NUMBER = re.compile(r"[0-9a-f]{32}")
KEY_IDENTIFIER = re.compile(r"(?:[0-9a-f]{2}){1,64}")
SECRET = re.compile(r"[\s\S]{1,256}")
CODE = re.compile(r"[\s\S]{1,64}")
CSR = re.compile(r"[\s\S]{1,16384}")
SIGNATURE = re.compile(r"(?=.{1,1024}$)[A-Za-z0-9+/]+={0,2}")
DEVICE = re.compile(r"[^\x00-\x1f\x7f]{1,64}")
REASON = re.compile(
    "unspecified|keyCompromise|affiliationChanged|superseded|cessationOfOperation|privilegeWithdrawn"
)


def members(body, required, optional=None):
    """The members of a request: none is missing, none is unknown, each is a text of its pattern."""
    patterns = {**required, **(optional or {})}
    if not isinstance(body, dict) or not set(required) <= set(body) <= set(patterns):
        raise Problem("invalid-request")
    for name, value in body.items():
        if not isinstance(value, str) or not patterns[name].fullmatch(value):
            raise Problem("invalid-request")
    return body


def language_of(header):
    """`en` where it is wished more than Japanese (RFC 9110, 12.5.4)."""
    weights = {"ja": 0.0, "en": 0.0}
    for part in (header or "").split(","):
        name, *parameters = part.strip().lower().split(";")
        quality = 1.0
        for parameter in parameters:
            match = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", parameter)
            quality = float(match[1]) if match else quality
        base = name.split("-")[0]
        if base in weights:
            weights[base] = max(weights[base], quality)
    return "en" if weights["en"] > weights["ja"] else "ja"
