#!/usr/bin/env python3
"""The second verifier for bundles: python3 second_bundle.py bundle.zip

It says of a bundle what second.py says of a casebook; heads that were kept elsewhere it does not know.
"""

import base64, re, sys, zipfile, zlib

from second import Wrong, decode, main, need, read_event, read_json, read_note, sha256, verify_signature
from vectors import read_proof, root_by_inclusion

PART = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"

# What operating systems leave where people pack something again.
STRAY = r"(?i)^__MACOSX/|(^|/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$"


def unlisted(coded):
    """Reads a disclosure as SD-JWT passes it on."""
    data = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    need(base64.urlsafe_b64encode(data).rstrip(b"=").decode() == coded, "a disclosure is not base64url")
    return data


def read_bag(path, at):
    """Gives the files of a bag, each as its manifests have it."""
    try:
        with zipfile.ZipFile(path) as bag:
            names = [name for name in bag.namelist() if not name.endswith("/") and not re.search(STRAY, name)]
            tops = [top[:-len("bagit.txt")] for top in names if re.fullmatch("([^/]+/)?bagit.txt", top)]
            top = "bundle/" if "bundle/" in tops or not tops else tops[0]
            for name in names:
                need(re.fullmatch(f"{re.escape(top)}{PART}(/{PART})*", name), f"{name!r} is no path of a bundle")
            need(len({name.lower() for name in names}) == len(names), "a path stands twice")
            files = {name[len(top):]: bag.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Wrong(f"it is no zip file: {error}") from None
    need(files["bagit.txt"].startswith(b"BagIt-Version: 1.0\n"), "it is no bag")
    for manifest, of in (("manifest-sha256.txt", lambda name: name.startswith("data/")),
                         ("tagmanifest-sha256.txt", lambda name: not name.startswith(("data/", "tagmanifest-")))):
        at(manifest)
        listed = dict(reversed(line.split("  ", 1)) for line in files[manifest].decode().splitlines())
        need(set(listed) == set(filter(of, files)), "it does not list the files that are there")
        for name, hash_ in listed.items():
            at(name)
            need(sha256(files[name]).hex() == hash_, "it is not the file that was packed")
    return files


def whole_log(name, files, record, at):
    for number, line in enumerate(files[f"{name}/events.jsonl"].splitlines()):
        at(f"{name}, event {number}")
        if line.startswith(b'{"leaf":'):
            record.logs[name].push(decode(read_json(line)["leaf"], 32))
            continue
        # The event stands in its exact bytes.
        head, parted, event = line.partition(b'],"event":')
        need(parted and head.startswith(b'{"disclosures":[') and event.endswith(b"}"), "it is no line of events")
        texts = read_json(head[len(b'{"disclosures":'):] + b"]")
        need(len(set(texts)) == len(texts), "a disclosure stands twice")
        record.event(name, event[:-1], [unlisted(text) for text in texts])
    log = record.logs[name]
    sizes = []
    for line in files[f"{name}/checkpoints.jsonl"].splitlines():
        note = read_json(line)["note"]
        sizes.append(read_note(note)[1])
        at(f"{name}, checkpoint at {sizes[-1]}")
        log.checkpoint(note, sizes[-1])
    need(sizes == sorted(set(sizes)), "the checkpoints are not in order")
    at(f"{name}/checkpoint")
    log.checkpoint(files[f"{name}/checkpoint"].decode(), len(log.roots) - 1)
    for line in files.get(f"{name}/cosignatures.jsonl", b"").splitlines():
        at(f"{name}, a cosignature")
        told = read_json(line)
        text, lines = log.checkpoint(told["note"], read_note(told["note"])[1])
        witness, _, typed = told["key"].split("+", 2)
        verify_signature(lines, witness, decode(typed, 33)[0], decode(typed, 33)[1:], text)


def excerpt(name, files, record, at):
    origin, size, root, text, lines = read_note(files[f"{name}/checkpoint"].decode())
    beside = [read_json(line) for line in files.get(f"{name}/disclosures.jsonl", b"").splitlines()]
    told = {line["seq"]: line["disclosures"] for line in beside}
    need(len(told) == len(beside), "two lines are of the disclosures of one event")
    events = [file[len(f"{name}/events/"):] for file in files if file.startswith(f"{name}/events/")]
    numbers = [int(file[:-5]) for file in events if re.fullmatch(r"(0|[1-9][0-9]*)\.json", file)]
    expected = [f"{number}.{ending}" for number in numbers for ending in ("json", "tlog-proof")]
    need(sorted(events) == sorted(expected), "something else than events and their proofs is among them")
    need(0 in numbers, "the opening of its log is not there")
    for number in sorted(numbers):
        at(f"{name}, event {number}")
        data = files[f"{name}/events/{number}.json"]
        event = read_event(data)
        index, path, note = read_proof(files[f"{name}/events/{number}.tlog-proof"].decode(), "c2sp.org/tlog-proof@v1\n", "index ")
        need(read_note(note)[:3] == (origin, size, root), "it is proven under another checkpoint")
        need((event["log"], event["seq"], index) == (origin, number, number), "it is another event of the log")
        need(root_by_inclusion(sha256(b"\0" + data), index, size, path) == root, "its proof does not lead to the checkpoint")
        texts = told.pop(number, [])
        need(len(set(texts)) == len(texts), "a disclosure stands twice")
        record.take(event, sha256(data).hex(), [unlisted(coded) for coded in texts])
        if number == 0:
            need(event["kind"] == "log.opened", "its log begins with something else than its opening")
            record.keys[origin] = decode(event["body"]["key"], 32)
            verify_signature(lines, origin, 1, record.keys[origin], text)
    need(not told, "disclosures stand beside events that are not there")


def note_over_files(files, keys):
    """The note of whoever packed it, where the key of their log is here."""
    head, parted, lines = files["manifest.note"].decode().rpartition("\n\n")
    first, origin, *listed = head.split("\n")
    need(parted and first == "tickmark/bundle@v1", "it is no note over the files")
    if origin not in keys:
        return
    verify_signature(lines.split("\n"), origin, 1, keys[origin], (head + "\n").encode())
    for line in listed:
        hash_, name = line.split("  ", 1)
        need(name in files and sha256(files[name]).hex() == hash_, f"{name} is not the one that was signed")
    need(any(line.endswith("  manifest-sha256.txt") for line in listed), "it is not over the manifest")


def read_bundle(path, record, at):
    files = read_bag(path, at)
    record.keys = {}
    names = {"/".join(name.split("/")[:3]) for name in files if name.startswith("data/logs/")}
    at("data/logs")
    need(names and names == {f"data/logs/{number}" for number in range(1, len(names) + 1)}, "there is no log 1, 2 …")
    for name in sorted(names):
        at(name)
        (whole_log if f"{name}/events.jsonl" in files else excerpt)(name, files, record, at)
    record.keys.update({log.origin: log.key for log in record.logs.values()})
    if "manifest.note" in files:
        at("manifest.note")
        note_over_files(files, record.keys)
    captures = [name for name in files if name.startswith("data/captures/")]
    for name in captures:
        at(name)
        hash_ = name.rpartition("/")[2]
        need(sha256(files[name]).hex() == hash_ and (record.unknown or hash_ in record.files), "it is not a file that is named here")
    for name in [name for name in files if re.fullmatch(r"data/timestamps/[0-9a-f]{64}\.(tsr|ots)", name)]:
        at(name)
        id_ = name.rpartition("/")[2][:64]
        told = record.tokens[id_]
        need(sha256(files[name]).hex() == told["digest"], "it is not the timestamp that was attached")
        # In an excerpt there are no earlier roots to compare with.
        if record.logs:
            record.stood(told, *read_note(files[f"data/timestamps/{id_}.note"].decode())[:3])
    at("the record")
    return f"{len(captures)} files"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], read_bundle))
