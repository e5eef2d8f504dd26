"""An OpenID provider: `oidc_server.py PORT [TLS]`, with TLS if a folder of certificates is named."""

import sys
import warnings

warnings.simplefilter("ignore")

import oidc_provider_mock
import uvicorn


def main(port, tls=None):
    options = {}
    if tls:
        options = {"ssl_certfile": f"{tls}/server.pem", "ssl_keyfile": f"{tls}/server.key"}
    uvicorn.run(
        oidc_provider_mock.app(require_client_registration=False), interface="wsgi",
        host="127.0.0.1", port=int(port), log_level="warning", access_log=False, **options)


main(*sys.argv[1:])
