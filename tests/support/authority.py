"""A certificate authority of tests, and what it issues."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def server(self, folder: Path) -> ssl.SSLContext:
        """Return what a server shows this certificate with."""
        file = folder / f"{self.certificate.serial_number:x}.pem"
        secret = self.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def saved(self, folder: Path) -> Path:
        """Return the file that has the certificate alone."""
        file = folder / f"{self.certificate.serial_number:x}.crt"
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return file


def issued(
    host: str, by: Certificate | None = None, *, days: int = 1, is_ca: bool = False
) -> Certificate:
    """Return a certificate for a host that lasts some days, or until some ago.

    Without an issuer it is its own.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.certificate.subject if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
    )
    return Certificate(built.sign(by.key if by else key, hashes.SHA256()), key)
