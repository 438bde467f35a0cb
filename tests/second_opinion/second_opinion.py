"""Compares this crate with oauthlib on random requests, in both directions. `run` starts it.

It stops at the first request with a wrong result, and prints the whole request. That is safe,
because the credentials are random too.

The requests leave out input that oauthlib rejects, or treats differently from RFC 5849:

- raw characters in a query that are not on its list, such as `[`, `|`, `"` and non-ASCII: it
  rejects them, so only their escapes are tested;
- `oauth_…` in a query: it decodes the value twice;
- a path that ends in `;`: it drops the `;`;
- an IPv6 address that is not in its shortest form: it rewrites the address;
- port 0: it rejects it.
"""

import json
import random
import re
import secrets
import subprocess
import sys

import oauthlib
from oauthlib.common import Request
from oauthlib.oauth1 import SIGNATURE_HMAC_SHA256, Client
from oauthlib.oauth1.rfc5849.signature import collect_parameters, verify_hmac_sha256

COUNT = 1000
LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
ODD = "".join(map(chr, range(0x20, 0x7F))) + "éßñ\u0301€日😀"
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "M-SEARCH", "post", "odd!method*"]
HOSTS = ["{}.restlets.api.netsuite.com", "{}.suitetalk.api.netsuite.com", "localhost", "127.0.0.1", "[2001:db8::1]"]
PORTS = ["", "", "", ":", ":80", ":443", ":0443", ":8080", ":65535"]
SEGMENTS = [
    "app", "services", "restlet.nl", "!transform", "eid:A%20B", "eid:a%2Fb", "%c3%a9", "é", "%7Euser", "~user", "a+b",
    "a%2Bb", "(1)*'", "[1]", "{id}", "|", "$&=,@", "a;b=1", ".", "..", "",
]
NAMES = ["", "i", "id", "id2", "id-", "id.", "id_", "id~", "id%7E", "id%20", "id+", "id%2B", "%69d", "ID", "script", "realm"]
PIECES = [
    "a", "Z", "0", "-", ".", "_", "~", "%7E", "%7e", "+", "%20", "%2B", "%2b", "%25", "%2525", "%26", "%3D", "%00", "%0D%0A",
    "%5b", "%22", "%C3%A9", "%c3%a9", "%E2%82%AC", "%F0%9F%98%80", "!", "*", "'", "(", ")", ",", ";", ":", "@", "/", "?", "$",
]


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else secrets.randbits(32)
    print(f"seed {seed}, oauthlib {oauthlib.__version__}")
    generator = random.Random(seed)
    now = generator.randrange(10**9, 2 * 10**9)
    requests = [make_request(generator, now) for _ in range(COUNT)]
    check_headers_of_crate(generator, requests)
    check_headers_of_oauthlib(generator, requests)


def check_headers_of_crate(generator, requests):
    accepted = rejected = 0
    for request, answer in zip(requests, ask_crate("--sign", requests), strict=True):
        request |= answer  # Also replaces the URL with the text that is sent.
        is_right = oauthlib_accepts(request) and has_the_right_parameters(request)
        expect(is_right, "oauthlib rejects the crate's header", request)
        accepted += 1
        tampered = tamper(generator, request)
        expect(not oauthlib_accepts(tampered), "oauthlib accepts a tampered header", tampered)
        rejected += 1
    report("oauthlib", "the crate", accepted, rejected)


def check_headers_of_oauthlib(generator, requests):
    requests = [request | {"authorization": sign_with_oauthlib(request)} for request in requests]
    tampered = [tamper(generator, request) for request in requests]
    # The tampered requests come first. Otherwise the crate could reject them for a used nonce.
    answers = ask_crate("--verify", tampered + requests)
    accepted = rejected = 0
    for request, answer in zip(tampered, answers[:COUNT], strict=True):
        expect("error" in answer, "the crate accepts a tampered header", request)
        rejected += 1
    for request, answer in zip(requests, answers[COUNT:], strict=True):
        right = {name: request[name] for name in ("account_id", "nonce", "timestamp")}
        expect(answer == right, f"the crate answers {answer} to oauthlib's header", request)
        accepted += 1
    report("the crate", "oauthlib", accepted, rejected)


def ask_crate(what, requests):
    command = ["cargo", "test", "--locked", "--quiet", "--all-features", "--test", "second_opinion"]
    asked = subprocess.run(
        [*command, "--", what], input=json.dumps(requests), stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(asked.stdout)


def oauthlib_accepts(request):
    headers = {"Authorization": request["authorization"]}
    received = Request(request["url"], request["method"], headers=headers)
    received.params = collect_parameters(received.uri_query, headers=headers)
    received.signature = header_parameters(request)["oauth_signature"]
    return verify_hmac_sha256(received, request["consumer_secret"], request["token_secret"])


def has_the_right_parameters(request):
    """Whether the header has the right parameters, which a valid signature alone does not prove."""
    parameters = header_parameters(request)
    del parameters["oauth_signature"]
    return parameters == {
        "realm": request["account_id"],
        "oauth_consumer_key": request["consumer_key"],
        "oauth_token": request["token_id"],
        "oauth_nonce": request["nonce"],
        "oauth_timestamp": str(request["timestamp"]),
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_version": "1.0",
    }


def header_parameters(request):
    headers = {"Authorization": request["authorization"]}
    return dict(collect_parameters(headers=headers, exclude_oauth_signature=False, with_realm=True))


def sign_with_oauthlib(request):
    client = Client(
        request["consumer_key"], request["consumer_secret"], request["token_id"], request["token_secret"],
        signature_method=SIGNATURE_HMAC_SHA256, realm=request["account_id"],
        nonce=request["nonce"], timestamp=str(request["timestamp"]), verifier=request["verifier"],
    )
    _, headers, _ = client.sign(request["url"], request["method"])
    return headers["Authorization"]


def tamper(generator, request):
    """Replaces one letter or digit in a value of the header. Spares the realm, which is not signed."""
    header = request["authorization"]
    values = [match.span(1) for match in re.finditer(r'oauth_[a-z_]+="([^"]*)"', header)]
    # Escapes stay as they are, because `%2f` and `%2F` mean the same.
    tokens = [token for span in values for token in re.compile("%..|[A-Za-z0-9]").finditer(header, *span)]
    at = generator.choice([token.start() for token in tokens if len(token[0]) == 1])
    other = generator.choice(LETTERS_AND_DIGITS.replace(header[at], ""))
    return request | {"authorization": header[:at] + other + header[at + 1 :]}


def make_request(generator, now):
    account_id = f"{generator.choice(['', 'TSTDRV'])}{generator.randrange(10**9)}{generator.choice(['', '_SB1', '_RP'])}"
    return {
        "account_id": account_id,
        "consumer_key": make_credential(generator),
        "consumer_secret": make_credential(generator),
        "token_id": make_credential(generator),
        "token_secret": make_credential(generator),
        "method": generator.choice(METHODS),
        "type": generator.choice(["Url", "Uri"]),
        "url": make_url(generator, account_id.lower().replace("_", "-")),
        # Half of the nonces have 20 characters, like the crate's own.
        "nonce": "".join(generator.choices(LETTERS_AND_DIGITS, k=generator.choice([20, generator.randint(6, 64)]))),
        # Step three of the authorization flow signs a verifier.
        "verifier": generator.choice([None, make_credential(generator)]),
        "timestamp": now + generator.randint(-300, 300),
        "now": now,
    }


def make_credential(generator):
    if generator.random() < 0.5:
        return "".join(generator.choices("0123456789abcdef", k=64))
    # The crate rejects whitespace at both ends.
    return "".join(generator.choices(ODD, k=generator.randint(1, 80))).strip() or "!"


def make_url(generator, subdomain):
    host = generator.choice(HOSTS).format(subdomain)
    if generator.random() < 0.2:
        host = "".join(generator.choice([letter, letter.upper()]) for letter in host)
    path = "".join("/" + segment for segment in generator.choices(SEGMENTS, k=generator.randint(0, 5)))
    # The crate rejects plain http to NetSuite.
    schemes = ["https", "HTTPS"] if host.lower().endswith(".netsuite.com") else ["https", "http", "HTTPS"]
    url = generator.choice(schemes) + "://" + host + generator.choice(PORTS) + path
    if generator.random() < 0.9:
        url += "?" + "&".join(make_parameter(generator) for _ in range(generator.choice([0, 1, 2, 4, 8, 16])))
    return url


def make_parameter(generator):
    name = generator.choice(NAMES) if generator.random() < 0.7 else make_text(generator)
    # Few kinds of values, so pairs repeat. Some have no `=`, and some have a second one.
    value = generator.choice(["", "=", "=1", "=a=b", "==", "=" + make_text(generator)])
    return name + value


def make_text(generator):
    return "".join(generator.choices(PIECES, k=generator.randint(0, 6)))


def expect(is_right, what, request):
    if not is_right:
        sys.exit(f"{what}: {json.dumps(request, ensure_ascii=False, indent=2)}")


def report(judge, maker, accepted, rejected):
    print(f"{judge} accepts {accepted} of {COUNT} headers of {maker}, and rejects {rejected} of {COUNT} tampered ones")


if __name__ == "__main__":
    main()
