#!/usr/bin/env python3
"""A second opinion: oauthlib verifies what this crate signs, and this crate verifies what oauthlib signs.

    tests/oauthlib/second_opinion.py [SEED]

Signs a thousand random requests each way. It installs oauthlib into a directory of its own, which it removes at the end, and needs
Python 3.9 with venv or pip.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
COUNT = 1000

# What percent-encoding has to get right: reserved and unreserved ASCII, and characters of 2, 3 and 4 bytes.
CHARACTERS = "aZ09-._~!\"#$%&'()*+,/:;<=>?@[\\]^`{|} éß漢🙂"
# What may stand in a query as it is; both sides take it.
RAW = "aZ09-._~!$'()*,/:;@?+"


def install(directory):
    """Installs oauthlib and puts it on Python's path."""
    requirements = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", HERE / "requirements.txt"]
    target = ["install", "--no-deps", "--target", directory / "packages", *requirements]
    venv = directory / "venv"
    made = subprocess.run([sys.executable, "-m", "venv", venv], capture_output=True, text=True)
    # Debian's Python has no venv without the package python3-venv.
    python = venv / "bin" / "python" if made.returncode == 0 else sys.executable
    subprocess.run([python, "-m", "pip", *target], check=True)
    sys.path.insert(0, str(directory / "packages"))


class Peer:
    """The crate: a line to it, a line back."""

    def __init__(self):
        command = ["cargo", "run", "--locked", "--quiet", "--example", "oauthlib_peer"]
        self.process = subprocess.Popen(
            command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def ask(self, request, **more):
        self.process.stdin.write(json.dumps({**request, **more}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the crate's side has ended")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            sys.exit(f"the crate's side has failed: {self.process.returncode}")


def random_text(rng, characters, shortest, longest):
    return "".join(rng.choice(characters) for _ in range(rng.randint(shortest, longest)))


def random_credential(rng):
    # White space at an end is refused.
    return "x" + random_text(rng, CHARACTERS, 0, 30) + "y"


def random_piece(rng):
    """A name or value of a query: some of it as it is, some escaped, in either case of the hex digits."""
    piece = ""
    for character in random_text(rng, CHARACTERS, 0, 8):
        if character in RAW and rng.random() < 0.5:
            piece += character
        elif character == " " and rng.random() < 0.5:
            piece += "+"
        else:
            escape = "".join(f"%{byte:02X}" for byte in character.encode())
            piece += escape if rng.random() < 0.5 else escape.lower()
    return piece


def random_query(rng):
    pairs = []
    for _ in range(rng.randint(0, 8)):
        if pairs and rng.random() < 0.3:
            name = rng.choice(pairs).split("=")[0]  # once more
        else:
            name = random_piece(rng)
        without_value = name and rng.random() < 0.1
        pairs.append(name if without_value else f"{name}={random_piece(rng)}")
    return "&".join(pairs)


def random_url(rng):
    scheme = rng.choice(["https", "http", "HTTPS"])
    host = rng.choice(
        [
            "1234567-sb1.restlets.api.netsuite.com",
            "1234567-SB1.SuiteTalk.API.NetSuite.com",
            "localhost",
            "127.0.0.1",
            "[::1]",
        ]
    )
    port = rng.choice(["", "", ":443", ":80", ":8080"])
    path = rng.choice(
        [
            "",
            "/",
            "/app/site/hosting/restlet.nl",
            "/services/rest/record/v1/salesOrder/7/!transform/invoice",
            "/services/rest/record/v1/customer/eid:A%20B",
            "/a//b;c=d,e/%c3%a9/%C3%A9+'()*~",
        ]
    )
    query = random_query(rng)
    return f"{scheme}://{host}{port}{path}" + (f"?{query}" if query or rng.random() < 0.1 else "")


def random_request(rng):
    return {
        "account_id": "1234567_SB1",
        "consumer_key": random_credential(rng),
        "consumer_secret": random_credential(rng),
        "token_id": random_credential(rng),
        "token_secret": random_credential(rng),
        "method": rng.choice(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
        "url": random_url(rng),
    }


def oauthlib_accepts(request, header):
    """Verifies a header as oauthlib's server does."""
    from oauthlib.common import Request
    from oauthlib.oauth1.rfc5849 import signature

    headers = {"Authorization": header}
    received = Request(request["url"], request["method"], headers=headers)
    collected = signature.collect_parameters(
        uri_query=received.uri_query, headers=headers, exclude_oauth_signature=False
    )
    received.signature = dict(collected)["oauth_signature"]
    received.params = [(name, value) for name, value in collected if name != "oauth_signature"]
    protocol = dict(received.params)
    return (
        protocol["oauth_consumer_key"] == request["consumer_key"]
        and protocol["oauth_token"] == request["token_id"]
        and signature.verify_hmac_sha256(received, request["consumer_secret"], request["token_secret"])
    )


def oauthlib_signs(rng, request):
    from oauthlib.oauth1 import SIGNATURE_HMAC_SHA256, Client

    client = Client(
        request["consumer_key"],
        client_secret=request["consumer_secret"],
        resource_owner_key=request["token_id"],
        resource_owner_secret=request["token_secret"],
        signature_method=SIGNATURE_HMAC_SHA256,
        realm=request["account_id"],
        # NetSuite has no use for it but in the flow: it is one more parameter to sign.
        verifier=rng.choice([None, random_credential(rng)]),
    )
    return client.sign(request["url"], request["method"])[1]["Authorization"]


def changed(rng, request):
    """The same request with something in it that makes the signature another's."""
    name = rng.choice(["consumer_secret", "token_secret", "method", "url"])
    value = request[name]
    if name == "method":
        value = "PUT" if value == "GET" else "GET"
    elif name == "url":
        value += ("&" if "?" in value else "?") + "x=y"
    else:
        value += "z"
    return {**request, name: value}


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 32)
    print(f"seed {seed}")
    rng = random.Random(seed)
    peer = Peer()
    for number in range(COUNT):
        request = random_request(rng)
        other = changed(rng, request)

        header = peer.ask(request).get("authorization")
        if header is None or not oauthlib_accepts(request, header):
            sys.exit(f"request {number}: oauthlib refuses {header} for {request}")
        if oauthlib_accepts(other, header):
            sys.exit(f"request {number}: oauthlib accepts {header} for {other}")

        header = oauthlib_signs(rng, request)
        answer = peer.ask(request, authorization=header)
        if "nonce" not in answer or f'oauth_nonce="{answer["nonce"]}"' not in header:
            sys.exit(f"request {number}: the crate refuses {header} for {request}: {answer}")
        answer = peer.ask(other, authorization=header)
        if not answer.get("error", "").startswith("InvalidSignature: the signature differs"):
            sys.exit(f"request {number}: the crate does not refuse {header} for {other}: {answer}")
    peer.close()
    print(f"{COUNT} requests each way: oauthlib and the crate agree")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        install(pathlib.Path(directory))
        main()
