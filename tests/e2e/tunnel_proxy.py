# SPDX-License-Identifier: MIT
"""An HTTP proxy on loopback for which every name of the world is one of our own servers: CONNECT HOST:443 leads there."""
import socket
import threading


class TunnelProxy:
    """`ports`: the port on loopback that stands for a host; other hosts are refused with 502."""

    def __init__(self, ports):
        self.ports = ports
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        # Wakes the thread that waits in accept(); closing alone does not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client:
            request = b""
            while b"\r\n\r\n" not in request:
                some = client.recv(4096)
                if not some:
                    return
                request += some
            method, target = request.split(b" ", 2)[:2]
            port = self.ports.get(target.decode().rpartition(":")[0])
            if method != b"CONNECT" or port is None:
                client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", port)) as server:
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join()


def _pump(source, target):
    try:
        while some := source.recv(65536):
            target.sendall(some)
    except OSError:
        pass  # the other direction has ended
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
