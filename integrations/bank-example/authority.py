"""The CA: a root, an issuing CA, their certificates, and the revocation list."""

import datetime
import ipaddress
import secrets

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
JAPAN = datetime.timedelta(hours=9)


def now():
    """This moment, UTC, in whole seconds: certificates know no smaller part."""
    return datetime.datetime.utcnow().replace(microsecond=0)


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def key_hash(public_key):
    """By which certificates are looked up: SHA-256 of the subject public key info."""
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(der)
    return digest.finalize().hex()


def _new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _certificate(subject, public_key, issuer, issuer_key, until, extensions, serial=None, since=None):
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(since or now() - DAY)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _key_usage(**granted):
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    ).split()
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names})


def _ca(common_name, length, issuer=None, issuer_key=None):
    key = _new_key()
    subject = _name(common_name)
    extensions = [
        (x509.BasicConstraints(ca=True, path_length=length), True),
        (_key_usage(key_cert_sign=True, crl_sign=True), True),
    ]
    until = now() + 3650 * DAY
    return key, _certificate(subject, key.public_key(), issuer or subject, issuer_key or key, until, extensions)


class Authority:
    """Signs client certificates. `material` is what has to be kept: PEM texts by their names."""

    def __init__(self, material):
        self.material = material
        self.key = serialization.load_pem_private_key(material["key"].encode(), None)
        self.issuing = x509.load_pem_x509_certificate(material["issuing"].encode())
        self.chain = [material["issuing"], material["root"]]
        identifier = self.issuing.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        self.key_id = identifier.value.digest.hex()

    @classmethod
    def new(cls):
        root_key, root = _ca("Example Bank Root CA", None)
        key, issuing = _ca("Example Bank Client CA G1", 0, root.subject, root_key)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return cls({"key": secret.decode(), "issuing": pem(issuing), "root": pem(root)})

    def issue(self, login_id, number, public_key, crl_url):
        """A certificate of this moment: until the same date next year, in Japan's calendar, 23:59:59 UTC."""
        since = now()
        issued = since + JAPAN
        stamp = issued.strftime("%Y%m%d%H%M%S") + "%06d" % secrets.randbelow(10**6)
        day = 28 if (issued.month, issued.day) == (2, 29) else issued.day
        until = datetime.datetime(issued.year + 1, issued.month, day, 23, 59, 59)
        extensions = [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_key_usage(digital_signature=True), True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),
            (x509.CRLDistributionPoints([_point(crl_url)]), False),
        ]
        subject = _name("%s A%03d %s" % (login_id, number, stamp))
        serial = secrets.randbits(127) | 1 << 126
        return _certificate(
            subject, public_key, self.issuing.subject, self.key, until, extensions, serial, since
        )

    def revocation_list(self, number, revoked):
        """DER. `revoked`: serial number in hex, and when."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.issuing.subject)
            .last_update(now())
            .next_update(now() + DAY)
            .add_extension(x509.CRLNumber(number), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
        )
        for serial, moment in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(moment)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _point(url):
    return x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)


def server_certificate():
    """A TLS certificate for this PC alone, and the root to trust for it: key and chain, root, all PEM."""
    root_key, root = _ca("Example Bank TLS Root", None)
    key = _new_key()
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    extensions = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName(names), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]
    leaf = _certificate(_name("localhost"), key.public_key(), root.subject, root_key, now() + 300 * DAY, extensions)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret.decode() + pem(leaf), pem(root)
