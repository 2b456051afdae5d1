#!/usr/bin/env python3
"""Holds the second verifier to the test vectors: python3 vectors.py docs/vectors [EVENTS]

What stands there as accepted it must accept with the same hashes, and what stands there as refused it must refuse. The
events of a further file, one a line, it must accept.
"""

import base64, hashlib, json, pathlib, sys

from second import Log, Wrong, decode, need, read_event, read_json, read_note, read_text, sha256, verify_signature

FAULTS, LOOKED = [], [0]


def check(what, genuine, look):
    """Looks, and notes where the answer is another than it should be."""
    LOOKED[0] += 1
    try:
        look()
        found = None
    except (Wrong, ValueError, LookupError, TypeError) as error:
        found = error
    if (found is None) != genuine:
        FAULTS.append(f"{what}: {found or 'accepted'}")


def same(one, other):
    need(one == other, f"{one!r} is not {other!r}")


def middle(size):
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves):
    """RFC 6962, section 2.1, as it is written there."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    k = middle(len(leaves))
    return sha256(b"\1" + root(leaves[:k]) + root(leaves[k:]))


def root_by_inclusion(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    need(index < size, "there is no such leaf")
    fn, sn, node = index, size - 1, leaf
    for step in path:
        need(sn, "a hash too many")
        if fn & 1 or fn == sn:
            node = sha256(b"\1" + step + node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\1" + node + step)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "a hash too few")
    return node


def roots_by_consistency(old, new, old_root, path):
    """RFC 9162, section 2.1.4.2: the old and the new root."""
    if old == new:
        return same(path, []) or (old_root, old_root)
    need(0 < old < new and path, "these sizes have no proof")
    path = [old_root] + path if old & (old - 1) == 0 else path
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    one = other = path[0]
    for step in path[1:]:
        need(sn, "a hash too many")
        if fn & 1 or fn == sn:
            one, other = sha256(b"\1" + step + one), sha256(b"\1" + step + other)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            other = sha256(b"\1" + other + step)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "a hash too few")
    return one, other


def read_proof(text, first, word):
    """Parts a proof into its number, its hashes and its checkpoint."""
    need(text.startswith(first), "it is no proof")
    head, parted, note = text[len(first):].partition("\n\n")
    number, *hashes = head.split("\n")
    need(parted and number.startswith(word) and str(int(number[len(word):])) == number[len(word):], "its number is wrong")
    return int(number[len(word):]), [decode(line, 32) for line in hashes], note


def read_key(line, kind):
    name, id_, typed = line.split("+", 2)
    key = decode(typed, 33)
    need(key[0] == kind and sha256(name.encode() + b"\n" + key)[:4].hex() == id_, "it is not such a key")
    return name, key[1:]


def main(folder):
    read = lambda name: (folder / name).read_bytes().decode()
    load = lambda name: json.loads(read(name))

    vectors = load("canonical.json")
    for one in vectors["accepted"]:
        data = one["bytes"].encode()
        check("an event", True, lambda: (read_event(data), same(sha256(data).hex(), one["id"]),
                                         same(sha256(b"\0" + data), decode(one["leaf"], 32))))
    for one in vectors["refused"]:
        check(one["what"], False, lambda: read_event(one["bytes"].encode()))

    vectors = load("disclosures.json")
    for one in vectors["accepted"]:
        check("a disclosure", True, lambda: read_text(one["json"].encode(), {"_sd": [one["digest"]]}))
    for one in vectors["refused"]:
        data = one["json"].encode()
        coded = base64.urlsafe_b64encode(sha256(base64.urlsafe_b64encode(data).rstrip(b"="))).rstrip(b"=").decode()
        check(one["what"], False, lambda: read_text(data, {"_sd": [coded]}))

    tree = load("tree.json")
    leaves = [sha256(b"\0" + entry.encode()) for entry in tree["entries"]]
    roots = [decode(coded, 32) for coded in tree["roots"]]
    check("the leaves", True, lambda: same(leaves, [decode(coded, 32) for coded in tree["leaves"]]))
    for size, coded in enumerate(roots):
        check(f"the root of {size}", True, lambda: same(root(leaves[:size]), coded))
    bend = lambda path: [bytes([path[0][0] ^ 1]) + path[0][1:]] + path[1:]
    for one in tree["inclusion"]:
        path, (index, size) = [decode(coded, 32) for coded in one["path"]], (one["index"], one["size"])
        look = lambda path: same(root_by_inclusion(leaves[index], index, size, path), roots[size])
        check(f"leaf {index} of {size}", True, lambda: look(path))
        check(f"leaf {index} of {size}, a hash more", False, lambda: look(path + [leaves[0]]))
        if path:
            check(f"leaf {index} of {size}, bent", False, lambda: look(bend(path)))
    for one in tree["consistency"]:
        path, (old, new) = [decode(coded, 32) for coded in one["path"]], (one["old"], one["new"])
        look = lambda path: same(roots_by_consistency(old, new, roots[old], path), (roots[old], roots[new]))
        check(f"from {old} to {new}", True, lambda: look(path))
        check(f"from {old} to {new}, a hash more", False, lambda: look(path + [leaves[0]]))

    notes = load("notes.json")
    (origin, key), (witness, by) = read_key(notes["key"], 1), read_key(notes["witness"], 4)
    old_size, old_root = notes["old"]["size"], decode(notes["old"]["root"], 32)
    event = read("event.json").encode()

    def open_note(text):
        told, size, root_, signed, lines = read_note(text)
        same(told, origin)
        verify_signature(lines, origin, 1, key, signed)
        return size, root_, signed, lines

    def open_inclusion(text):
        index, path, note = read_proof(text, "c2sp.org/tlog-proof@v1\n", "index ")
        size, root_, _, _ = open_note(note)
        same(root_by_inclusion(sha256(b"\0" + event), index, size, path), root_)
        same((read_event(event)["log"], read_event(event)["seq"]), (origin, index))

    def open_growth(text):
        old, path, note = read_proof(text, "", "old ")
        size, root_, _, _ = open_note(note)
        same(old, old_size)
        same(roots_by_consistency(old, size, old_root, path), (old_root, root_))

    def open_cosigned(text):
        _, _, signed, lines = open_note(text)
        verify_signature(lines, witness, 4, by, signed)

    for name, file, look in [("checkpoint", "checkpoint.txt", open_note), ("inclusion", "event.tlog-proof", open_inclusion),
                             ("consistency", "consistency.txt", open_growth), ("cosignature", "cosigned.txt", open_cosigned)]:
        check(file, True, lambda: look(read(file)))
        for wrong in notes[name]:
            check(f"{name}: {wrong['what']}", False, lambda: look(wrong["text"]))

    vectors, log = load("log.json"), None
    for one in vectors["events"]:
        data = one["bytes"].encode()
        event_ = read_event(data)
        log = log or Log(event_)
        check("the log", True, lambda: (log.follow(event_, data), same(log.roots[-1], decode(one["root"], 32)),
                                        [read_text(text.encode(), event_) for text in one["texts"]]))
    check("the log's end", True, lambda: log.checkpoint(read("checkpoint.txt"), len(log.roots) - 1))
    for fold in vectors["claim"]["folds"]:
        record = fold["record"].encode()
        state = read_json(record)
        read_json(fold["covered"].encode())
        check("a fingerprint", True, lambda: same(sha256(fold["covered"].encode()).hex(), fold["fingerprint"]))
        check("a record", True, lambda: (same(hashlib.sha256(record).hexdigest(), fold["record_sha256"]),
                                         same(state["claim"], vectors["claim"]["id"]), same(len(state["events"]), fold["events"]),
                                         same(state["status"], fold["status"])))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
    for line in [line for path in sys.argv[2:] for line in pathlib.Path(path).read_bytes().splitlines()]:
        check(line[:60], True, lambda: read_event(line))
    print(*FAULTS, f"{LOOKED[0]} vectors, {len(FAULTS)} faults", sep="\n")
    sys.exit(bool(FAULTS))
