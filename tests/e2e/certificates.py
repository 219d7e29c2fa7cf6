# SPDX-License-Identifier: MIT
"""A certificate authority of our own, for servers on loopback; made with the openssl program."""
import pathlib
import subprocess

CA_CONFIG = """
[ca]
default_ca = own
[own]
dir = {folder}
new_certs_dir = {folder}
database = {folder}/index.txt
serial = {folder}/serial
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """Lives in `folder`; `ca_file` is what a client must trust."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca_file = self.folder / "ca.pem"
        (self.folder / "index.txt").touch()
        (self.folder / "serial").write_text("01\n")
        (self.folder / "ca.conf").write_text(CA_CONFIG.format(folder=self.folder))
        self._openssl("req", "-x509", *KEY, "-subj", "/CN=Feedherald loopback CA", "-days", "30",
                      "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", "ca.key", "-out", "ca.pem")

    def certificate(self, name, hosts="DNS:localhost,IP:127.0.0.1", expired=False):
        """Returns the paths of a certificate for `hosts` and of its key."""
        self._openssl("req", *KEY, "-subj", f"/CN={name}", "-addext", f"subjectAltName={hosts}",
                      "-keyout", f"{name}.key", "-out", f"{name}.csr")
        dates = ("-startdate", "20200101000000Z", "-enddate", "20200201000000Z") if expired else ("-days", "30")
        self._openssl("ca", "-batch", "-config", "ca.conf", "-notext", *dates, "-in", f"{name}.csr", "-out", f"{name}.pem")
        return self.folder / f"{name}.pem", self.folder / f"{name}.key"

    def _openssl(self, *arguments):
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"openssl {' '.join(arguments)}: {done.stderr.strip()}")
