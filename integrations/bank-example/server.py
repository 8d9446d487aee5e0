#!/usr/bin/env python3
"""Serves docs/bank-api.yaml over TLS, for one machine: python3 server.py --data FOLDER --users users.json [--port N]"""

import argparse
import json
import os
import re
import ssl
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import problems as p
from authority import now, server_certificate
from bank import Bank
from problems import Problem, members
from records import Records, text_of

LARGEST_BODY = 64 * 1024
SORTS = ("loginId", "name", "role", "state", "notAfter")
# Words are sorted as the contract names them.
ORDERS = {
    "role": ("master", "administrator", "general"),
    "state": ("not-issued", "issued", "renewable", "expired", "revoked"),
}


class Request:
    """What a route gets: path parameters, query, body, session."""

    def __init__(self, handler, bank, parameters, query):
        self.handler, self.bank, self.parameters, self.query = handler, bank, parameters, query

    def body(self, required, optional=None):
        return members(self.handler.json(), required, optional)

    def session(self, waiting=False):
        match = re.fullmatch(r"Bearer ([A-Za-z0-9._~+/-]+=*)", self.handler.headers.get("Authorization", ""))
        return self.bank.session(match and match[1], waiting)

    def serial(self):
        if not p.SERIAL_NUMBER.fullmatch(self.parameters[0]):
            raise Problem("invalid-request")
        return self.parameters[0]


def get_status(request):
    status = {"bankId": "example-bank", "name": "サンプル銀行", "status": "ok"}
    rules = {"masterRevocableBy": [], "expiredNeedsRevocation": False, "renewalDays": request.bank.renewal.days}
    return 200, {**status, "time": text_of(now()), "apiVersion": "1.0", "rules": rules}


def authority_of(request):
    key_id = request.query.get("authorityKeyId")
    if key_id is not None and not p.KEY_IDENTIFIER.fullmatch(key_id):
        raise Problem("invalid-request")
    if key_id not in (None, request.bank.authority.key_id):
        raise Problem("not-found")
    return request.bank.authority


def get_ca(request):
    return 200, "".join(authority_of(request).chain).encode(), "application/pem-certificate-chain"


def get_crl(request):
    authority_of(request)
    return 200, request.bank.revocation_list(), "application/pkix-crl"


def log_in(request):
    body = request.body({"loginId": p.LOGIN_ID, "password": p.SECRET})
    session = request.bank.log_in(body["loginId"], body["password"])
    return 201, request.bank.session_document(session)


def log_out(request):
    request.bank.log_out(request.session(waiting=True))
    return 204, None


def submit_otp(request):
    session = request.session(waiting=True)
    request.bank.submit_code(session, request.body({"code": p.CODE})["code"])
    return 200, request.bank.session_document(session)


def resend_otp(request):
    request.session(waiting=True)
    raise Problem("invalid-request")  # Nobody here gets codes by e-mail.


def prove(request):
    session = request.session()
    body = request.body({"serialNumber": p.SERIAL_NUMBER, "signature": p.SIGNATURE})
    request.bank.prove(session, body["serialNumber"], body["signature"])
    return 200, request.bank.session_document(session)


def get_me(request):
    bank, login_id = request.bank, request.session().login_id
    user = bank.users[login_id]
    me = {"loginId": login_id, "name": user["name"], "role": user["role"]}
    me.update(certificate=bank.summary(login_id), notices=[])
    unconfirmed = bank.unconfirmed(login_id)
    if unconfirmed:
        me["unconfirmed"] = {"serialNumber": unconfirmed["serial"]}
    return 200, me


def issued(request, row, is_new):
    document = {"certificate": row["pem"], "chain": request.bank.authority.chain, "serialNumber": row["serial"]}
    dates = {"notBefore": row["not_before"], "notAfter": row["not_after"]}
    return 201 if is_new else 200, {**document, **dates, "confirmed": bool(row["confirmed"])}


def request_certificate(request):
    session = request.session()
    body = request.body({"csr": p.CSR}, {"device": p.DEVICE})
    return issued(request, *request.bank.request(session.login_id, **body))


def renew_certificate(request):
    session = request.session()
    if not session.proven_by:
        raise Problem("proof-required")
    serial = request.serial()
    body = request.body({"csr": p.CSR}, {"device": p.DEVICE})
    return issued(request, *request.bank.renew(session.login_id, serial, **body))


def get_certificate(request):
    row = request.bank.visible(request.session().login_id, request.serial())
    document = {"loginId": row["login_id"], "state": request.bank.state(row), "confirmed": bool(row["confirmed"])}
    document.update(serialNumber=row["serial"], certificate=row["pem"])
    document.update(notBefore=row["not_before"], notAfter=row["not_after"])
    if row["revoked_at"]:
        document.update(revokedAt=row["revoked_at"], revocationReason=row["reason"])
    if row["device"]:
        document["device"] = row["device"]
    return 200, document


def confirm_certificate(request):
    request.bank.confirm(request.session().login_id, request.serial())
    return 204, None


def list_users(request):
    session = request.session()
    sort, order = request.query.get("sort", "loginId"), request.query.get("order", "asc")
    if sort not in SORTS or order not in ("asc", "desc"):
        raise Problem("invalid-request")
    request.bank.require_administrator(session)
    rows = sorted((user_row(request.bank, user) for user in request.bank.users.values()), key=by_login_id)
    value = lambda row: sorted_by(sort, row["certificate"].get(sort) if sort in ("state", "notAfter") else row[sort])
    there = [row for row in rows if value(row) is not None]
    # Rows that compare as equal stay as they were, in the order of their login IDs, in either direction.
    there.sort(key=value, reverse=order == "desc")
    return 200, {"users": there + [row for row in rows if value(row) is None]}


def sorted_by(sort, value):
    return ORDERS[sort].index(value) if sort in ORDERS else value


def by_login_id(row):
    return row["loginId"]


def user_row(bank, user):
    login_id = user["loginId"]
    certificate = bank.summary(login_id)
    unconfirmed = bank.unconfirmed(login_id)
    if unconfirmed and certificate["state"] not in ("issued", "renewable"):
        only = {"serialNumber": unconfirmed["serial"], "notAfter": unconfirmed["not_after"], "unconfirmed": True}
        certificate = {"state": certificate["state"], **only}
    certificate.pop("renewableFrom", None)
    row = {"loginId": login_id, "name": user["name"], "role": user["role"], "suspended": False}
    return {**row, "locked": bank.records.tries(login_id) >= 5, "certificate": certificate}


def revoke_certificate(request):
    session = request.session()
    login_id = urllib.parse.unquote(request.parameters[0])
    if not p.LOGIN_ID.fullmatch(login_id):
        raise Problem("invalid-request")
    required = {"serialNumber": p.SERIAL_NUMBER, "confirmationPassword": p.SECRET}
    body = request.body(required, {"reason": p.REASON})
    reason = {"reason": body["reason"]} if "reason" in body else {}
    revoked_at = request.bank.revoke(
        session, login_id, body["serialNumber"], body["confirmationPassword"], **reason
    )
    name = request.bank.users[login_id]["name"]
    return 200, {"loginId": login_id, "name": name, "state": "revoked", "revokedAt": revoked_at}


ROUTES = [
    ("GET", r"/status", get_status),
    ("GET", r"/ca", get_ca),
    ("GET", r"/crl", get_crl),
    ("POST", r"/sessions", log_in),
    ("DELETE", r"/sessions/current", log_out),
    ("POST", r"/sessions/current/otp", submit_otp),
    ("POST", r"/sessions/current/otp/resend", resend_otp),
    ("POST", r"/sessions/current/proof", prove),
    ("GET", r"/me", get_me),
    ("POST", r"/certificates", request_certificate),
    ("GET", r"/certificates/([^/]+)", get_certificate),
    ("POST", r"/certificates/([^/]+)/renewal", renew_certificate),
    ("POST", r"/certificates/([^/]+)/confirmation", confirm_certificate),
    ("GET", r"/users", list_users),
    ("POST", r"/users/([^/]+)/revocation", revoke_certificate),
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # An answer leaves in one piece.
    bank = None
    lock = threading.Lock()

    def json(self):
        if not re.match(r"application/json\s*(;|$)", self.headers.get("Content-Type", ""), re.I):
            raise Problem("invalid-request")
        try:
            return json.loads(self.sent.decode("utf-8"))
        except ValueError:
            raise Problem("invalid-request") from None

    def handle_request(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.close_connection = self.close_connection or length > LARGEST_BODY
        self.sent = self.rfile.read(min(length, LARGEST_BODY))
        try:
            if length > LARGEST_BODY:
                raise Problem("invalid-request")
            # One request after the other: no two can both see that there is no certificate yet.
            with self.lock:
                self.answer(*self.routed())
        except Problem as problem:
            self.refuse(problem)
        except Exception as error:  # Whatever it was, the client is told in the contract's words.
            self.log_error("%r", error)
            self.refuse(Problem("internal"))

    do_GET = do_POST = do_DELETE = handle_request

    def routed(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        for method, pattern, route in ROUTES:
            match = re.fullmatch("/v1" + pattern, url.path)
            if match and method == self.command:
                return route(Request(self, self.bank, match.groups(), query))
        raise Problem("not-found")

    def refuse(self, problem):
        status, document = problem.document(p.language_of(self.headers.get("Accept-Language")))
        self.answer(status, document, "application/problem+json")

    def answer(self, status, body, media_type="application/json"):
        content = b"" if body is None else body
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        if body is not None:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
        if status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Requests are not logged: a real bank logs its requestId and X-Request-ID."""


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", required=True, help="folder of the bank's own")
    options.add_argument("--users", required=True, help="JSON list of users")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--renewal-days", type=int, default=40, help="days before the end of a certificate")
    given = options.parse_args()
    os.makedirs(given.data, mode=0o700, exist_ok=True)
    os.umask(0o077)
    records = Records(os.path.join(given.data, "bank.sqlite"))
    with open(given.users, encoding="utf-8") as file:
        users = json.load(file)
    if not records.kept("tls"):
        material, root = server_certificate()
        records.keep("tls", material)
        records.keep("tls root", root)
    paths = {name: os.path.join(given.data, name) for name in ("tls.pem", "tls-ca.pem")}
    for name, kept in (("tls.pem", "tls"), ("tls-ca.pem", "tls root")):
        with open(paths[name], "w", encoding="ascii") as file:
            file.write(records.kept(kept))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(paths["tls.pem"])
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Handler)
    server.daemon_threads = True
    url = "https://127.0.0.1:%d" % server.server_address[1]
    Handler.bank = Bank(records, users, url + "/v1/crl", given.renewal_days)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(json.dumps({"bankUrl": url, "caFile": paths["tls-ca.pem"]}), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
