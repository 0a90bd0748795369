"""A relay for e-mail (aiosmtpd): STARTTLS, a user and a password, or nothing is taken; said `clear`, no TLS at all. Letters
become lines of JSON.

Its folder holds certificate.pem, key.pem and, while it takes nothing, a file `refuses`; a file `asked` once a password was
said. It ends with its standard input.
"""

import asyncio
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER = sys.argv[1]
TLS = "clear" not in sys.argv[2:]


class Box:
    async def handle_DATA(self, server, session, envelope):
        if os.path.exists(f"{FOLDER}/refuses"):
            return f"550 {envelope.rcpt_tos[0]} has no box"
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "data": envelope.content.decode("ascii"),
            "tls": session.ssl is not None,
        }
        with open(f"{FOLDER}/letters", "a") as letters:
            letters.write(json.dumps(letter) + "\n")
        return "250 OK"


def known(server, session, envelope, mechanism, data):
    open(f"{FOLDER}/asked", "w").close()
    return AuthResult(success=(data.login, data.password) == (b"abri", b"relay password"))


def end_with_input():
    sys.stdin.read()
    os._exit(0)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{FOLDER}/certificate.pem", f"{FOLDER}/key.pem")
    make = lambda: SMTP(
        Box(),
        tls_context=context if TLS else None,
        require_starttls=TLS,
        auth_require_tls=TLS,
        authenticator=known,
        auth_required=True,
        hostname="relay.example.org",
    )
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    threading.Thread(target=end_with_input, daemon=True).start()
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
