"""Validates a folder as an RO-Crate 1.1 with rocrate-validator, offline; ends with 1 where it is none.

usage: crate.py FOLDER
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import requests
import rocrate
import requests_cache
import urllib3

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def remember_context(cache):
    """Puts the context into the validator's cache, as the rocrate package ships it."""
    shipped = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    session = requests_cache.CachedSession(str(cache), expire_after=-1)
    response = requests.Response()
    response.status_code, response.url = 200, CONTEXT
    body, headers = shipped.read_bytes(), {"Content-Type": "application/ld+json"}
    response.raw = urllib3.HTTPResponse(body=io.BytesIO(body), headers=headers, preload_content=False, request_url=CONTEXT)
    response._content = body
    response.headers.update(headers)
    response.request = requests.Request("GET", CONTEXT).prepare()
    session.cache.save_response(response, session.cache.create_key(response.request))
    session.close()


with tempfile.TemporaryDirectory() as folder:
    cache = Path(folder) / "cache"
    remember_context(cache)
    command = [Path(sys.executable).parent / "rocrate-validator", "-y", "validate", "--no-paging", "--offline", "--cache-path", cache]
    run = subprocess.run([*command, "-p", "ro-crate-1.1", sys.argv[1]], capture_output=True, text=True)
    print(run.stdout[-6000:], run.stderr[-2000:])
    sys.exit(run.returncode)
