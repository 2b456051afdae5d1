"""A second verifier of casebooks, written from docs/format.md alone: python3 second.py casebook.db

It verifies the truth: events, chains, trees, checkpoints, cosignatures, timestamps beside their events, texts and kept
bytes. It looks at no derived table, and at no head that was kept elsewhere. It prints OK and ends with 0, or INVALID
with what is wrong and where, and ends with 1. It needs Python 3.9 or later and the package `cryptography`.
"""
import base64, calendar, hashlib, json, re, sqlite3, sys, urllib.parse
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TEXTS = {
    "id": "[0-9a-f]{64}", "digest": "[A-Za-z0-9_-]{43}", "text": "[ -~]*", "origin": "[a-z0-9./-]{1,128}",
    "alg": "sha-256", "day": r"\d{4}-\d\d-\d\d", "amount": r"-?(0|[1-9]\d*)(\.\d{1,28})?",
    "time": r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z",
    "type": "investment-total|revenue-figure|ownership-share|market-share|quantity|date|role|relationship|quotation|"
            "attribution|causal|ranking|characterisation|opinion", "method": "filed|fetched|imported",
    "verdict": "confirmed|confirmed-with-change|incorrect|disputed|unverifiable|on-author|opinion",
    "priority": "high|medium|low", "confidence": "high|medium|low", "second_person": "high|all|none", "still_holds": "order|none",
    "comparator": "=|>|>=|<|<=|~|between", "basis": "stock|flow|cumulative|per-period|point-in-time",
    "change": "up|down|up-to|down-to|up-from|down-from|to|from",
    "fit": "placed|unchanged|moved|edited",
    "changed": "figure|negation|denial|condition|direction|source|name|hedge|order|wording", "stance": "supports|contradicts|partial|context",
    "to": "author|source|expert", "tier": "primary|secondary|tertiary",
    "terms": "on-record|on-background|not-for-attribution|off-record", "match": "exact|alike|approximate",
    "medium": "in-person|phone|video|message|mail|event", "form": "rfc3161|opentimestamps",
    "relation": "wire-copy|rewrite|translation|quotes|press-release|same-author",
    "fault": "negation-altered|number-altered|elision-removes-negation|elision-removes-condition|elision-removes-hedge|"
             "other-speaker|starts-mid-sentence|ends-mid-sentence|word-altered|words-added|words-dropped|another-page",
}
# What fields hold. `?` marks one that may be absent; `[` a list, `+` a list that is absent where it is empty.
SHAPES = {name: fields.split() for names, fields in {
    "envelope": "_sd:[digest _sd_alg:alg body:object clock:int kind:text log:origin prev:text seq:int time v:one",
    "figure": "amount? basis? change? comparator from?:day to?:day upper?:amount", "span": "end:int start:int",
    "policy": "evidence:small second_person still_holds?", "passage": "end:int faults?:+fault match score:small start:int",
    "end": "log:text root:id size:int", "log.opened": "follows?:end key:text signs_only?:true",
    "key.succeeded": "key:text log:text", "key.revoked": "key:text log:text size:int", "policy.set": "policy rules?:object",
    "piece.added": "due?:day", "draft.added": "bytes:int piece:id",
    "claim.recorded": "draft?:id figure? piece:id priority spans?:+span type", "claim.cut": "claim:id draft?:id",
    "claim.anchored": "changed?:+changed claim:id draft:id fit spans:[span",
    "wording.confirmed": "anchored:id claim:id policy", "claim.checked": "blind:bool claim:id verdict",
    "claim.amended": "claim:id figure? priority? refigured?:true reworded?:true type?",
    "act.undone": "act:id claim:id",
    "claim.started claim.restored claim.returned claim.reopened": "claim:id", "claim.noted": "claim:id confidential?:true",
    "claim.assigned": "claim:id due?:day", "claim.signed_off": "claim:id despite?:true fingerprint:id policy",
    "second_check.requested": "blind:bool claim:id", "verdicts.resolved": "checks:[id claim:id verdict",
    "dependency.recorded dependency.dropped": "claim:id on:id", "query.asked": "claim:id to",
    "query.answered": "claim:id query:id", "reply.requested": "claim:id until?:day", "capture.missed": "source:id",
    "reply.received": "claim:id request:id", "correction.recorded": "claim:id published:day", "stake.withdrawn": "stake:id",
    "suggestion.dismissed": "draft:id piece:id span", "suggestion.restored": "dismissal:id",
    "source.added": "confidential?:true medium? terms? tier", "source.terms_set": "confidential?:true source:id terms?",
    "source.linked": "derived_from:id relation source:id", "source.unlinked": "link:id",
    "capture.filed": "again?:id bytes:int confidential?:true method? source?:id",
    "evidence.attached": "as_of?:day capture?:id claim:id confidence? despite?:true figure? good_until?:day passage? source:id stance",
    "evidence.derived": "claim:id confidence? figure inputs:[id sources:[id stance",
    "evidence.undermined": "claim:id evidence:id input:id", "evidence.withdrawn": "claim:id evidence:id",
    "stake.recorded": "evidence?:id figure source?:id", "erasure.recorded": "digests:[text event:id files:small",
    "import.filed": "claims:int evidence:int sources:int", "head.witnessed": "log:text root:id size:int",
    "timestamp.attached": "digest:id form log:text size:int",
}.items() for name in names.split()}


class Wrong(Exception):
    def require(so, what):
        if not so:
            raise Wrong(what)


class Newer(Exception):
    """What only a newer version can read; nothing is known to be wrong with it."""


need, sha256 = Wrong.require, lambda data: hashlib.sha256(data).digest()


def decode(text, size=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    right = base64.b64encode(data).decode() == text
    need(size is None or right and len(data) == size, f"{text!r} is not base64 of {size} bytes")
    return data if right else b""


def fits(value, shape):
    if shape[0] in "[+":
        return isinstance(value, list) and (shape[0] == "[" or value) and all(fits(item, shape[1:]) for item in value)
    if shape in SHAPES:
        fields = [re.fullmatch(r"(\w+)(\??):?(.*)", field).groups() for field in SHAPES[shape]]
        known = {name: inner or name for name, _, inner in fields}
        return isinstance(value, dict) and all(optional or name in value for name, optional, _ in fields) \
            and all(name in known and fits(item, known[name]) for name, item in value.items())
    if shape in TEXTS:
        right = isinstance(value, str) and bool(re.fullmatch(TEXTS[shape], value, re.ASCII))
        if right and shape in ("day", "time"):
            year, month, day = int(value[:4]), int(value[5:7]), int(value[8:10])
            return year >= (1970 if shape == "time" else 1) and 1 <= month <= 12 \
                and 1 <= day <= calendar.monthrange(year, month)[1]
        digits = int(re.sub("[-.]", "", value)) if right and shape == "amount" else 1
        return right and digits < 2**96 and not (digits == 0 and value[0] == "-")
    if type(value) is int:
        return (shape == "one") <= value <= {"int": 2**53 - 1, "small": 2**32 - 1, "one": 1}.get(shape, -1)
    return shape in {True: ("bool", "true"), False: ("bool",)}.get(value, ()) if isinstance(value, bool) \
        else shape == "object" and isinstance(value, dict)


def read_json(data):
    once = lambda pairs: need(len(dict(pairs)) == len(pairs), "a name stands twice in an object") or dict(pairs)
    try:
        value = json.loads(data.decode(), object_pairs_hook=once)
        again = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except (ValueError, RecursionError) as error:
        raise Wrong(f"it is not JSON: {error}") from None
    need(again == data, "its bytes are not the canonical form of what they say")
    return value


def read_event(data):
    need(len(data) <= 60 * 1024, "it is too long")
    event = read_json(data)
    if isinstance(event, dict) and type(event.get("v")) is int and event["v"] > 1:
        raise Newer("it is of a newer format")
    need(fits(event, "envelope"), "it is not an event")
    need(all(32 <= byte < 127 and byte != 92 for byte in data), "a text in it is not plain ASCII")
    need(all(one < other for one, other in zip(event["_sd"], event["_sd"][1:])), "its digests are not in order")
    known = "." in event["kind"] and event["kind"] in SHAPES
    need(not known or fits(event["body"], event["kind"]), f"its body is not that of {event['kind']}")
    return event


def read_text(data, event):
    need(len(data) <= 256 * 1024, "a text beside it is too long")
    array = read_json(data)
    need(isinstance(array, list) and len(array) == 3, "a text beside it is no disclosure")
    value = array[2]
    inside = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
    need(all(isinstance(text, str) for text in array[:2] + inside), "a text beside it is no disclosure")
    base64url = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
    digest = base64url(sha256(base64url(data))).decode()
    need(digest in event["_sd"], "a text beside it is not the one that was recorded")
    return digest, array[1], value


def read_note(note):
    head, parted, lines = note.rpartition("\n\n")
    text = head.split("\n")
    need(parted and lines.endswith("\n") and "\r" not in note and len(text) == 3
         and re.fullmatch("0|[1-9][0-9]*", text[1]), "it is not a signed checkpoint")
    return text[0], int(text[1]), decode(text[2], 32), (head + "\n").encode(), lines.split("\n")


def verify_signature(lines, name, kind, key, message):
    key_id = sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]
    start, size = f"\u2014 {name} ", {1: 68, 4: 76}[kind]
    told = [decode(line[len(start):]) for line in lines if line.startswith(start)]
    found = next((line for line in told if line[:4] == key_id), b"")
    need(len(found) == size, f"it carries no signature by {name}")
    if kind == 4:
        seconds, found = int.from_bytes(found[4:12], "big"), found[8:]
        message = f"cosignature/v1\ntime {seconds}\n".encode() + message
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(found[4:], message)
    except (InvalidSignature, ValueError):
        raise Wrong(f"the signature by {name} is not genuine") from None


class Log:
    def __init__(self, opening):
        self.origin, self.opening, self.key = opening["log"], opening["body"], decode(opening["body"]["key"], 32)
        self.clock, self.edge, self.roots, self.signed, self.succeeded = 0, [], [sha256(b"")], 0, None

    def follow(self, event, data):
        need(event["log"] == self.origin, "it belongs to another log")
        need(event["seq"] == len(self.roots) - 1, f"it is number {event['seq']} where {len(self.roots) - 1} is due")
        need(decode(event["prev"], 32) == self.roots[-1], "it does not continue the events before it")
        need(event["clock"] > self.clock, "its clock runs backwards")
        need(not self.succeeded, "its log had ended, and went on under another key")
        self.succeeded = event["body"] if event["kind"] == "key.succeeded" else None
        self.clock = event["clock"]
        self.push(sha256(b"\0" + data))

    def push(self, node):
        size = len(self.roots)
        while size % 2 == 0:
            node, size = sha256(b"\1" + self.edge.pop() + node), size // 2
        self.edge.append(node)
        for left in reversed(self.edge[:-1]):
            node = sha256(b"\1" + left + node)
        self.roots.append(node)

    def checkpoint(self, note, size):
        origin, told, root, text, lines = read_note(note)
        there = told < len(self.roots) and root == self.roots[told]
        need(there and (origin, told) == (self.origin, size), "it is not over the events that are there")
        verify_signature(lines, origin, 1, self.key, text)
        self.signed = max(self.signed, size)
        return text, lines


class Record:
    def __init__(self):
        self.logs, self.events, self.missing, self.files, self.tokens, self.erased = {}, {}, {}, {}, {}, []
        self.naming, self.unknown = set(), []

    def event(self, name, data, texts):
        try:
            event = read_event(data)
        except Newer:
            # The tree is of the bytes, whatever they say.
            self.unknown.append(sha256(data).hex())
            self.logs[name].push(sha256(b"\0" + data))
            return {"_sd": None, "seq": len(self.logs[name].roots) - 2}
        if name not in self.logs:
            need(event["kind"] == "log.opened", "a log begins with something else than its opening")
            self.logs[name] = Log(event)
        self.logs[name].follow(event, data)
        return self.take(event, sha256(data).hex(), texts)

    def take(self, event, id_, texts):
        read = [read_text(text, event) for text in texts]
        self.unknown += [id_] if event["kind"] not in SHAPES else []
        self.events[id_], self.missing[id_] = event, set(event["_sd"]) - {digest for digest, _, _ in read}
        for value in [value for _, name, value in read if name == "content" and event["kind"] != "import.filed"]:
            self.files.update({value[f]: id_ for f in ("sha256", "text_sha256", "layout_sha256") if f in value})
            self.naming.add(id_)
        if event["kind"] == "erasure.recorded":
            self.erased += [(event["body"]["event"], digest) for digest in event["body"]["digests"]]
        if event["kind"] == "timestamp.attached":
            self.tokens[id_] = event["body"]
        return event

    def stood(self, told, origin, size, root):
        need((origin, size) == (told["log"], told["size"]), "it is over another checkpoint")
        had = (log.roots[size:size + 1] for log in self.logs.values() if log.origin == origin)
        need([root] in had, "it is over a checkpoint that the log never had")

    def finish(self):
        logs = {log.origin: log for log in self.logs.values()}
        need(len(logs) == len(self.logs), "two logs have one origin")
        for log in logs.values():
            need(log.signed == len(log.roots) - 1, f"log {log.origin}: its end has no signed checkpoint")
            before, after = log.opening.get("follows"), log.succeeded
            if before:
                old = logs.get(before["log"])
                end = {"log": before["log"], "root": old.roots[-1].hex(), "size": len(old.roots) - 1} if old else None
                need(before == end and old.succeeded == {"key": log.opening["key"], "log": log.origin},
                     f"log {log.origin} follows no end of a log")
            later = logs[after["log"]].opening.get("follows", {}) if after else {"log": log.origin}
            need(later.get("log") == log.origin, f"log {log.origin} goes on in a log that does not follow it")
        for id_, digest in self.erased:
            need(digest in self.missing.get(id_, [digest]), f"event {id_}: a text of it was erased, and is there again")
        erased = len({(id_, digest) for id_, digest in self.erased if id_ in self.events})
        withheld, there = sum(map(len, self.missing.values())) - erased, {event["log"] for event in self.events.values()}
        unread = sum(id_ not in self.events for id_ in self.unknown)
        return f"{len(self.events) + unread} events in {len(there)} logs, {withheld} withheld, {erased} erased"


def read_casebook(path, record, at):
    book = sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True)
    book.text_factory = bytes
    for table in ("event", "checkpoint", "cosignature"):
        at(f"table {table}")
        first, last, count = book.execute(f"SELECT min(row), max(row), count(*) FROM {table}").fetchone()
        need((first, last) == (1, count) or count == 0, "its rows are not numbered 1, 2, 3 …")
    arrived, ids, last = {}, {}, 0
    for row, log, seq, id_, data in book.execute("SELECT row, log, seq, id, bytes FROM event ORDER BY row"):
        at(f"event {row}")
        texts = book.execute("SELECT position, json FROM disclosure WHERE event = ? ORDER BY position", [row]).fetchall()
        need(sha256(data) == id_, "its bytes do not have the hash that is its id")
        event, ids[row] = record.event(log, data, [text for _, text in texts]), id_.hex()
        need((event["seq"] == 0) == (row == log) and event["seq"] == seq, "it stands in another log")
        for position, text in texts if event["_sd"] is not None else []:
            need(read_text(text, event)[0] == event["_sd"][position], "a text beside it stands at another's position")
        arrived[log, seq + 1] = row
    for table, of in ("disclosure", "event"), ("blob_chunk", "blob"):
        at(f"table {table}")
        stray = book.execute(f"SELECT 1 FROM {table} WHERE {of} NOT IN (SELECT row FROM {of})").fetchone()
        need(not stray, "it holds something of what is not there")
    for log, size, note in book.execute("SELECT log, size, note FROM checkpoint ORDER BY row"):
        at(f"checkpoint of {size} events")
        need(log in record.logs and arrived.get((log, size), 0) > last, "it stands out of order, or over what is not there")
        record.logs[log].checkpoint(note.decode(), size)
        last = arrived[log, size]
    for log, size, key, note in book.execute("SELECT log, size, key, note FROM cosignature"):
        at(f"cosignature at {size} events")
        text, lines = record.logs[log].checkpoint(note.decode(), size)
        name, _, typed = key.decode().split("+", 2)
        verify_signature(lines, name, decode(typed, 33)[0], decode(typed, 33)[1:], text)
    for event, note, token in book.execute("SELECT event, note, token FROM timestamp"):
        at(f"timestamp beside event {event}")
        told = record.tokens.pop(ids.get(event), None)
        need(told and sha256(token).hex() == told["digest"], "it is not the one that was attached")
        record.stood(told, *read_note(note.decode())[:3])
    kept, rows = set(), []
    for row, hash_, size in book.execute("SELECT row, sha256, bytes FROM blob"):
        at(f"blob {row}")
        chunks = book.execute("SELECT position, data FROM blob_chunk WHERE blob = ? ORDER BY position", [row]).fetchall()
        data = b"".join(chunk for _, chunk in chunks)
        need([n for n, _ in chunks] == list(range(len(chunks))) and len(data) == size, "its pieces do not make it")
        need(sha256(data) == hash_, "its bytes are not those bytes")
        kept.add(hash_.hex())
        rows.append(row)
    for hash_, id_ in record.files.items():
        need(hash_ in kept, f"the bytes that event {id_} names are not in the casebook")
    at("table blob")
    need(record.unknown or kept == set(record.files), "it holds files that no draft or capture names")
    gone = {id_ for id_, _ in record.erased if id_ in record.events} - record.naming
    gone = [id_ for id_ in gone if record.events[id_]["kind"] in ("draft.added", "capture.filed")]
    need(gone or record.unknown or sorted(rows) == list(range(1, len(rows) + 1)), "its rows are not numbered 1, 2, 3 …")
    at("the record")
    need(not record.tokens, "a timestamp is not in the casebook")
    return f"{len(kept)} files"


def main(path, read=read_casebook):
    place, record = ["the file"], Record()
    try:
        files = read(path, record, lambda where: place.insert(0, where))
        word = f"UNKNOWN: {len(record.unknown)} events are for a newer version to read" if record.unknown else "OK"
        print(f"{word}: {record.finish()}, {files}")
        return 5 if record.unknown else 0
    except (Wrong, sqlite3.DatabaseError, UnicodeError, LookupError, ValueError, TypeError, OverflowError) as error:
        print(f"INVALID: {place[0]}: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
