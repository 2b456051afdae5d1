"""Puts the texts of events back into them with the sd-jwt package, which refuses a text that belongs to none.

usage: disclosures.py EVENTS.jsonl
"""

import json
import sys

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.verifier import SDJWTVerifier

# SD-JWT signs each payload by itself, where a log is signed as a whole; so each event is signed here for the package.
KEY = JWK.generate(kty="EC", crv="P-256")


def texts(line):
    """Gives the texts of an event by name, as the package puts them into it."""
    event = json.loads(line)
    clear = json.dumps(event["event"], separators=(",", ":"), ensure_ascii=False)
    token = JWS(clear.encode())
    token.add_signature(KEY, "ES256", json.dumps({"alg": "ES256"}))
    presented = "~".join([token.serialize(compact=True), *event["disclosures"], ""])
    whole = SDJWTVerifier(presented, lambda issuer, header: KEY).get_verified_payload()
    return {name: value for name, value in whole.items() if name not in event["event"]}


shown = told = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        if "disclosures" in json.loads(line):
            found = texts(line)
            if len(found) != len(json.loads(line)["disclosures"]):
                sys.exit(f"{len(found)} texts found: {line[:200]}")
            shown, told = shown + len(found), told + 1
print(f"{shown} texts of {told} events")
