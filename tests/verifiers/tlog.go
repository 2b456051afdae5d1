// Reads what Tickmark writes about its logs with Go's own libraries for transparency logs, and says whether it holds.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const usage = `usage:
  tlog checkpoint KEY NOTE
  tlog event KEY PROOF EVENT
  tlog growth KEY PROOF OLD-NOTE
  tlog tiles KEY FOLDER
  tlog cosigned KEY WITNESS-KEY NOTE`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New(usage)
	}
	log, err := note.NewVerifier(args[1])
	if err != nil {
		return err
	}
	switch {
	case args[0] == "checkpoint" && len(args) == 3:
		text, err := os.ReadFile(args[2])
		if err != nil {
			return err
		}
		return say(open(text, log))
	case args[0] == "event" && len(args) == 4:
		return event(log, args[2], args[3])
	case args[0] == "growth" && len(args) == 4:
		return growth(log, args[2], args[3])
	case args[0] == "tiles" && len(args) == 3:
		return tiles(log, args[2])
	case args[0] == "cosigned" && len(args) == 4:
		return cosigned(log, args[2], args[3])
	}
	return errors.New(usage)
}

// head is the size and root that a checkpoint states.
type head struct {
	origin string
	tree   tlog.Tree
	signed []string
}

func say(h head, err error) error {
	if err == nil {
		fmt.Println(h.origin, h.tree.N, h.tree.Hash, strings.Join(h.signed, " "))
	}
	return err
}

// open reads a checkpoint and requires a genuine signature of every verifier.
func open(text []byte, verifiers ...note.Verifier) (head, error) {
	n, err := note.Open(text, note.VerifierList(verifiers...))
	if err != nil {
		return head{}, err
	}
	if len(n.Sigs) != len(verifiers) {
		return head{}, fmt.Errorf("%d of %d signatures are there", len(n.Sigs), len(verifiers))
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifiers[0].Name() {
		return head{}, errors.New("it is not a checkpoint of that log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return head{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return head{}, err
	}
	h := head{origin: lines[0], tree: tlog.Tree{N: size, Hash: root}}
	for _, sig := range n.Sigs {
		h.signed = append(h.signed, sig.Name)
	}
	return h, nil
}

// split parts the lines of a proof from its checkpoint, and reads the number behind a word in the first of them.
func split(path, first, word string) (number int64, hashes []tlog.Hash, checkpoint []byte, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	before, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		err = errors.New("no empty line")
		return
	}
	start := first + word + " "
	if !strings.HasPrefix(string(before), start) {
		err = errors.New("not the first lines of such a proof")
		return
	}
	lines := strings.Split(string(before[len(start):]), "\n")
	if number, err = strconv.ParseInt(lines[0], 10, 64); err != nil {
		return
	}
	for _, line := range lines[1:] {
		var hash tlog.Hash
		if hash, err = tlog.ParseHash(line); err != nil {
			return
		}
		hashes = append(hashes, hash)
	}
	return
}

func event(log note.Verifier, proof, entry string) error {
	index, path, checkpoint, err := split(proof, "c2sp.org/tlog-proof@v1\n", "index")
	if err != nil {
		return err
	}
	h, err := open(checkpoint, log)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(entry)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, h.tree.N, h.tree.Hash, index, tlog.RecordHash(data)); err != nil {
		return err
	}
	return say(h, nil)
}

func growth(log note.Verifier, proof, kept string) error {
	old, path, checkpoint, err := split(proof, "", "old")
	if err != nil {
		return err
	}
	h, err := open(checkpoint, log)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(kept)
	if err != nil {
		return err
	}
	from, err := open(text, log)
	if err != nil {
		return err
	}
	if from.tree.N != old {
		return errors.New("the proof is from another size")
	}
	if err := tlog.CheckTree(path, h.tree.N, h.tree.Hash, from.tree.N, from.tree.Hash); err != nil {
		return err
	}
	return say(h, nil)
}

// folder serves tiles as C2SP tlog-tiles lays them out.
type folder string

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// Go's own path has the height in it, which tlog-tiles fixes and leaves out.
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(string(f), "tile", path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func tiles(log note.Verifier, path string) error {
	text, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return err
	}
	h, err := open(text, log)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(h.tree, folder(path))
	for first := int64(0); first < h.tree.N; first += 256 {
		width := h.tree.N - first
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}
		name := strings.TrimPrefix(tile.Path(), "tile/8/0/")
		bundle, err := os.ReadFile(filepath.Join(path, "tile", "entries", name))
		if err != nil {
			return err
		}
		var indexes []int64
		for index := first; index < first+width; index++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, index))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for at, hash := range hashes {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("the bundle ends before entry %d", first+int64(at))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			if tlog.RecordHash(bundle[2:2+length]) != hash {
				return fmt.Errorf("entry %d is not the one in the tree", first+int64(at))
			}
			bundle = bundle[2+length:]
		}
		if len(bundle) != 0 {
			return errors.New("a bundle goes on after its last entry")
		}
	}
	return say(h, nil)
}

// witness verifies cosignatures as C2SP tlog-cosignature defines them for Ed25519.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(w.key, []byte(signed), sig[8:])
}

func newWitness(vkey string) (witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return witness{}, errors.New("malformed key of a witness")
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != 4 {
		return witness{}, errors.New("not the key of a witness")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	hash := binary.BigEndian.Uint32(sum[:])
	if parts[1] != fmt.Sprintf("%08x", hash) {
		return witness{}, errors.New("the key hash does not fit")
	}
	return witness{name: parts[0], hash: hash, key: typed[1:]}, nil
}

func cosigned(log note.Verifier, vkey, path string) error {
	w, err := newWitness(vkey)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return say(open(text, log, w))
}
