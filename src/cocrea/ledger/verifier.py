#!/usr/bin/env python3
"""Check a copy of the public record, without trusting who wrote it. Python 3.9+, nothing else.

    python verifier.py MIRROR_DIRECTORY [--against OLD_CHECKPOINT.txt]... [--key VKEY]
    python verifier.py RECEIPT.json     [--against OLD_CHECKPOINT.txt]... [--key VKEY]
    python verifier.py CONSISTENCY.json [--against OLD_CHECKPOINT.txt]... [--key VKEY]

A checkpoint is a signed note of a few lines; keep one (from a feed, a mail, the foot of a PDF, a
friend's mirror) and this program tells whether any entry that it covered was since changed,
removed, reordered or signed anew. A receipt or a proof that you kept will do as well: the
checkpoint inside it is taken. Give the key you know with --key: without it the key comes from the
copy itself, and a forger could have put it there.

A single file has the checkpoints of one or two sizes; one that you kept of another size cannot be
compared with it. Then ask the portal for the proof of consistency between both.

Exit status: 0 all holds, 1 something does not, 2 the question was malformed.

Formats: RFC 9162 (Merkle tree), C2SP signed-note and tlog-checkpoint, Ed25519 (RFC 8032).
This file is part of Cocrea and repeats on purpose what it needs: it must run alone.
"""

import argparse
import base64
import functools
import hashlib
import json
import sys
import unicodedata
from pathlib import Path

MAX_INT = 2**53 - 1
KEYS = {"schema", "log", "position", "kind", "subject", "recorded_at", "author", "body"}
TEXTS = {
    "entry_unreadable": "entry {position}: not canonical bytes of an entry ({why})",
    "entry_misplaced": "line {position} says position {says}: entries were removed or reordered",
    "entry_foreign": "entry {position} belongs to another log, {log}",
    "clock_back": "entry {position} was recorded before the entry that precedes it",
    "rolled_back": "{name} covers {size} entries, only {found} are here",
    "root_differs": "{name}: the first {size} entries are not those it was signed over"
    " (they still agree at {good})",
    "key_unknown": "{name}: not signed by the key {key}",
    "signature_wrong": "{name}: the signature is wrong",
    "note_malformed": "{name}: not a checkpoint ({why})",
    "origin_differs": "{name} is of another log, {origin}",
    "key_not_pinned": "the key comes from the copy itself; pass the one you know with --key",
    "key_differs": "the copy names another key than the one you know",
    "not_compared": "{name} covers {size} entries; this file has checkpoints of {sizes} only, so it"
    " was not compared: ask for the proof of consistency between both",
    "no_checkpoint": "no checkpoint to compare with: order and content are unproven",
    "uncovered": "{count} entries are newer than the newest checkpoint",
    "text_differs": "the text {digest} is not the one that was committed to",
    "text_uncited": "the text {digest} is committed to by no entry",
    "proof_wrong": "{name}: the proof does not lead to the signed root",
    "file_malformed": "{name}: {why}",
}
SOFT = {"key_not_pinned", "uncovered"}
UNPROVEN = {"no_checkpoint", "not_compared"}  # nothing contradicts it, nothing vouches for it


# --- Ed25519 (RFC 8032, section 5.1.7), verification only -------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
D2 = 2 * D % P
ROOT_M1 = pow(2, (P - 1) // 4, P)
# A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z.
NEUTRAL = (0, 1, 1, 0)


def _x_of(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_M1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(raw):
    number = int.from_bytes(raw, "little")
    y = number & ((1 << 255) - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = p[3] * q[3] * D2 % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _rows(point):
    """The point times 0..15, then 16 times as much, and so on: 64 rows for the digits of a scalar.

    A key signs every checkpoint of a record, so its rows are made once and each product of it is
    64 additions instead of some 380.
    """
    rows = []
    for _ in range(64):
        row = [NEUTRAL, point]
        for _ in range(14):
            row.append(_add(row[-1], point))
        rows.append(row)
        point = _add(row[-1], point)
    return rows


def _times(scalar, rows):
    total = NEUTRAL
    for row in rows:
        if scalar & 15:
            total = _add(total, row[scalar & 15])
        scalar >>= 4
    return total


@functools.lru_cache(maxsize=8)
def _rows_of_key(public):
    point = _point(public)
    return None if point is None else _rows(point)


@functools.lru_cache(maxsize=1)
def _rows_of_base():
    y = 4 * pow(5, -1, P) % P
    return _rows(_point(y.to_bytes(32, "little")))


@functools.lru_cache(maxsize=256)
def ed25519_holds(public, message, signature):
    """Is this the signature (64 bytes) of the key (32 bytes) over the message?

    Remembered: a mirror says its newest checkpoint twice, and what was kept is there once more.
    """
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = _rows_of_key(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = _times(s, _rows_of_base()), _add(r, _times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# --- Canonical JSON ---------------------------------------------------------------------------


def canonical_read(raw):
    """The value that canonical bytes spell. Raises ValueError when they are not canonical."""
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        _check(value)
    except RecursionError:
        raise ValueError("too many levels") from None
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if again.encode("utf-8") != raw:
        raise ValueError("another spelling")
    return value


def _object(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found


def _refuse(text):
    raise ValueError(f"{text} is not an integer")


def _check(value, depth=0):
    if depth > 32:
        raise ValueError("too many levels")
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                raise ValueError("a key is not ASCII")
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise ValueError("text is not NFC")
    elif isinstance(value, int) and abs(value) > MAX_INT:
        raise ValueError("a number is too large")


# --- Merkle tree (RFC 9162, section 2.1) ------------------------------------------------------


def leaf_hash(raw):
    return hashlib.sha256(b"\x00" + raw).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Grows leaf by leaf; remembers only its right edge."""

    def __init__(self):
        self.size, self.edge = 0, []

    def append(self, raw):
        value, bits = leaf_hash(raw), self.size
        while bits & 1:
            value, bits = node_hash(self.edge.pop(), value), bits >> 1
        self.edge.append(value)
        self.size += 1

    def root(self):
        if not self.edge:
            return hashlib.sha256(b"").digest()
        value = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            value = node_hash(left, value)
        return value


def _climb(fn, sn, olds, news, path):
    """Shared by both proofs: fold ``path`` into the hash(es) so far, section 2.1.3.2 step 4."""
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            olds, news = node_hash(step, olds), node_hash(step, news)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            news = node_hash(news, step)
        fn, sn = fn >> 1, sn >> 1
    return (olds, news) if sn == 0 else None


def inclusion_holds(leaf, index, size, path, root):
    if not 0 <= index < size:
        return False
    found = _climb(index, size - 1, leaf, leaf, path)
    return found is not None and found[1] == root


def consistency_holds(old, size, old_root, root, path):
    if old == size:
        return not path and old_root == root
    if not 0 < old < size:
        return False
    steps = [old_root] + path if old & (old - 1) == 0 else path
    if not steps:
        return False
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return _climb(fn, sn, steps[0], steps[0], steps[1:]) == (old_root, root)


# --- Signed notes (C2SP) ----------------------------------------------------------------------


class Key:
    """An Ed25519 key written ``name+hash+base64``. Raises ValueError."""

    def __init__(self, vkey):
        parts = vkey.strip().split("+", 2)
        if len(parts) != 3:
            raise ValueError("a key reads name+hash+key")
        raw = base64.b64decode(parts[2], validate=True)
        self.name, self.public, self.text = parts[0], raw[1:], vkey.strip()
        self.hash = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if len(raw) != 33 or raw[0] != 1 or self.hash.hex() != parts[1]:
            raise ValueError("not an Ed25519 key, or its hash is wrong")


class Note:
    """A checkpoint: origin, size, root, and the signatures below it. Raises ValueError."""

    def __init__(self, text, name="checkpoint"):
        body, blank, tail = text.rpartition("\n\n")
        lines = body.split("\n")
        if not blank or not tail.endswith("\n") or len(lines) < 3 or not lines[0]:
            raise ValueError("not a signed checkpoint")
        if not (lines[1].isascii() and lines[1].isdigit()) or str(int(lines[1])) != lines[1]:
            raise ValueError("no tree size")
        self.name, self.origin, self.size = name, lines[0], int(lines[1])
        self.root = base64.b64decode(lines[2], validate=True)
        self.message = (body + "\n").encode("utf-8")
        self.signatures = [_signature(line) for line in tail[:-1].split("\n")]

    def problem(self, key):
        """Why this key did not sign it (a code), or None. Other signers are ignored."""
        mine = [s for s in self.signatures if s[0] == key.name and s[1][:4] == key.hash]
        if not mine:
            return "key_unknown"
        if not all(ed25519_holds(key.public, self.message, s[1][4:]) for s in mine):
            return "signature_wrong"
        return None


def _signature(line):
    dash, name, value = (line.split(" ") + ["", ""])[:3]
    if dash != "\u2014" or not name or line.count(" ") != 2:
        raise ValueError("not a signature line")
    return name, base64.b64decode(value, validate=True)


# --- What is checked --------------------------------------------------------------------------


class Findings:
    def __init__(self):
        self.rows = []

    def add(self, code, **params):
        weight = "warning" if code in SOFT else "error"
        text = TEXTS[code].format(**params)
        self.rows.append(
            {"code": "ledger." + code, "severity": weight, "params": params, "text": text}
        )

    @property
    def ok(self):
        return not self._wrong()

    def _wrong(self):
        return {row["code"] for row in self.rows if row["severity"] != "warning"}

    @property
    def verdict(self):
        wrong = self._wrong()
        if wrong <= {"ledger." + code for code in UNPROVEN}:
            return "NOT PROVEN." if wrong else "The record holds."
        return "THE RECORD DOES NOT HOLD."


def verify_mirror(directory, against=(), vkey=None):
    """Check a mirror directory. against: texts of checkpoints kept from before. -> Findings."""
    found = Findings()
    about = _json_file(Path(directory) / "log.json", found)
    key = _key(vkey, about.get("vkey"), found)
    if key is None:
        return found
    origin = about.get("origin") if vkey is None else key.name
    notes = _mirror_notes(directory, against, key, origin, found)
    wanted, digests = {note.size for note in notes}, _text_digests(directory, found)
    roots, cited, size = _read_entries(directory, origin, wanted, set(digests), found)
    if size and not notes:
        found.add("no_checkpoint")
    _compare(notes, roots, size, found)
    for digest in sorted(set(digests) - cited):
        found.add("text_uncited", digest=digest)
    newest = max((note.size for note in notes), default=size)
    if size > newest:
        found.add("uncovered", count=size - newest)
    return found


def _mirror_notes(directory, against, key, origin, found):
    notes = []
    for number, text in enumerate(against, start=1):
        notes += _note(text, f"your checkpoint {number}", key, origin, found)
    path = Path(directory) / "checkpoint.txt"
    if path.exists() and path.stat().st_size:  # an empty log has no checkpoint
        notes += _note(_text_file(path), "checkpoint.txt", key, origin, found)
    for number, row in enumerate(_json_lines(directory, "checkpoints.jsonl", found), start=1):
        name = f"checkpoints.jsonl line {number}"
        notes += _note(str(row.get("note")), name, key, origin, found)
    return notes


def _note(text, name, key, origin, found):
    """The note in a list when it is good; nothing, and a finding, when it is not."""
    try:
        note = Note(text, name)
    except ValueError as error:
        found.add("note_malformed", name=name, why=str(error))
        return []
    problem = note.problem(key)
    if problem:
        found.add(problem, name=name, key=key.text)
    elif note.origin != origin:
        found.add("origin_differs", name=name, origin=note.origin)
    else:
        return [note]
    return []


def _read_entries(directory, origin, wanted, digests, found):
    """Roots at the wanted sizes, digests that entries cite, number of entries. One pass."""
    tree, roots, cited, before = Tree(), {}, set(), ""
    if 0 in wanted:
        roots[0] = tree.root()
    path = Path(directory) / "entries.jsonl"
    if not path.exists():
        found.add("file_malformed", name="entries.jsonl", why="missing")
        return roots, cited, 0
    with path.open("rb") as lines:
        for line in lines:
            raw = line[:-1] if line.endswith(b"\n") else line
            entry = _entry(raw, tree.size, origin, before, found)
            before = str(entry.get("recorded_at", before))
            if digests:
                cited |= digests & set(_strings(entry.get("body")))
                cited |= digests & set(_strings(entry.get("subject")))
            tree.append(raw)
            if tree.size in wanted:
                roots[tree.size] = tree.root()
    return roots, cited, tree.size


def _entry(raw, position, origin, before, found):
    try:
        entry = canonical_read(raw)
        if not isinstance(entry, dict) or set(entry) != KEYS or entry["schema"] != 1:
            raise ValueError("not an entry of a schema that this verifier knows")
    except ValueError as error:
        found.add("entry_unreadable", position=position, why=str(error)[:80])
        return {}
    if entry["position"] != position:
        found.add("entry_misplaced", position=position, says=entry["position"])
    if entry["log"] != origin:
        found.add("entry_foreign", position=position, log=entry["log"])
    if str(entry["recorded_at"]) < before:
        found.add("clock_back", position=position)
    return entry


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _compare(notes, roots, size, found):
    good = 0
    for note in sorted(notes, key=lambda note: note.size):
        if note.size > size:
            found.add("rolled_back", name=note.name, size=note.size, found=size)
        elif roots[note.size] != note.root:
            found.add("root_differs", name=note.name, size=note.size, good=good)
        else:
            good = note.size


def _text_digests(directory, found):
    """Digests of the published texts that match their salt."""
    digests = []
    for row in _json_lines(directory, "texts.jsonl", found):
        digest = str(row.get("digest"))
        try:
            salt = bytes.fromhex(row["salt"])
            holds = hashlib.sha256(salt + row["text"].encode("utf-8")).hexdigest() == digest
        except (KeyError, TypeError, ValueError, AttributeError):
            salt, holds = b"", False
        if holds and len(salt) == 16:
            digests.append(digest)
        else:
            found.add("text_differs", digest=digest)
    return digests


def verify_file(document, against=(), vkey=None):
    """Check a receipt or a consistency proof (a JSON object). -> Findings."""
    found = Findings()
    key = _key(vkey, document.get("vkey"), found)
    if key is None:
        return found
    notes = _note(str(document.get("checkpoint")), "checkpoint", key, key.name, found)
    if not notes:
        return found
    try:
        if document.get("format") == "cocrea-receipt/1":
            _receipt(document, notes[0], found)
        elif document.get("format") == "cocrea-consistency/1":
            notes += _consistency(document, notes[0], key, found)
        else:
            raise ValueError("neither a receipt nor a consistency proof")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found.add("file_malformed", name="file", why=str(error)[:80])
    for number, text in enumerate(against, start=1):
        for mine in _note(text, f"your checkpoint {number}", key, key.name, found):
            _against(mine, notes, found)
    return found


def _receipt(document, note, found):
    raw = base64.b64decode(document["entry"], validate=True)
    path = [bytes.fromhex(step) for step in document["inclusion"]]
    position = document["position"]
    _entry(raw, position, note.origin, "", found)
    if not inclusion_holds(leaf_hash(raw), position, note.size, path, note.root):
        found.add("proof_wrong", name=f"entry {position}")


def _consistency(document, note, key, found):
    """The older note, in a list, when its signature is good."""
    path = [bytes.fromhex(step) for step in document["consistency"]]
    notes = _note(document["old_checkpoint"], "old checkpoint", key, key.name, found)
    for old in notes:
        if not consistency_holds(old.size, note.size, old.root, note.root, path):
            found.add("proof_wrong", name="consistency")
    return notes


def _against(mine, notes, found):
    """A single file can contradict a checkpoint only at the same size; silence is no proof."""
    same = [note for note in notes if note.size == mine.size]
    if any(note.root != mine.root for note in same):
        found.add("root_differs", name=mine.name, size=mine.size, good=0)
    elif not same:
        sizes = ", ".join(str(size) for size in sorted({note.size for note in notes}))
        found.add("not_compared", name=mine.name, size=mine.size, sizes=sizes)


def _key(pinned, stated, found):
    try:
        if pinned is None:
            found.add("key_not_pinned")
            return Key(str(stated))
        key = Key(pinned)
    except ValueError as error:
        found.add("file_malformed", name="key", why=str(error))
        return None
    if stated != key.text:
        found.add("key_differs")
    return key


# --- Files and command line -------------------------------------------------------------------


def _text_file(path):
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def kept(path):
    """The checkpoint in a file that somebody kept: alone, or inside a receipt or a proof."""
    text = _text_file(path)
    try:
        return str(_object_of(text)["checkpoint"])
    except (KeyError, ValueError):
        return text


def _object_of(text):
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("too many levels") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _json_file(path, found):
    try:
        return _object_of(_text_file(path))
    except (OSError, ValueError) as error:
        found.add("file_malformed", name=path.name, why=str(error)[:80])
        return {}


def _json_lines(directory, name, found):
    path = Path(directory) / name
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = _object_of(line)
            except ValueError as error:
                found.add("file_malformed", name=f"{name} line {number}", why=str(error)[:80])
                continue
            yield row


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", help="mirror directory, receipt or consistency proof")
    parser.add_argument("--against", action="append", default=[], metavar="FILE",
                        help="a checkpoint, receipt or proof that you kept")  # fmt: skip
    parser.add_argument("--key", metavar="VKEY", help="the log's verifier key, as you know it")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args(arguments)
    try:
        against = [kept(path) for path in options.against]
        if options.key:
            Key(options.key)
        if Path(options.path).is_dir():
            found = verify_mirror(options.path, against, options.key)
        else:
            document = _object_of(_text_file(options.path))
            found = verify_file(document, against, options.key)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{parser.prog}: {error}\n")
        return 2
    _print(found, options.format)
    return 0 if found.ok else 1


def _print(found, style):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a forged file may hold anything
    if style == "json":
        report = {"ok": found.ok, "verdict": found.verdict, "findings": found.rows}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
        return
    for row in found.rows:
        sys.stdout.write(f"{row['severity']}: {row['text']} [{row['code']}]\n")
    sys.stdout.write(found.verdict + "\n")


if __name__ == "__main__":
    sys.exit(main())
