package seen

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/bits"
	"os"
	"sort"
)

// run is a file of entries in order, followed by its filter and a footer. It never changes.
type run struct {
	path   string
	file   *os.File
	n      int64
	filter filter
}

// The footer: magic, number of entries, number of blocks, and the CRC-32 of the filter.
const (
	magic      = "banhda seen 1\n\x00\x00"
	footerSize = len(magic) + 8 + 8 + 4
)

// writeRun writes and syncs a run of at most limit entries, which next gives in order; ok is false after the last.
func writeRun(path string, limit int64, next func() (e entry, ok bool, err error)) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = closed(f, err) }()
	w := bufio.NewWriterSize(f, 1<<20)
	filter, n := newFilter(limit), int64(0)
	var b []byte
	for {
		e, ok, err := next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		filter.add(e.hash)
		b = e.append(b[:0])
		if _, err := w.Write(b); err != nil {
			return err
		}
		n++
	}
	if err := filter.write(w, n); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// closed closes what was written, and takes away what was not written wholly.
func closed(f *os.File, err error) error {
	if again := f.Close(); err == nil {
		err = again
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// write appends the filter and the footer of a run of n entries.
func (f filter) write(w *bufio.Writer, n int64) error {
	sum := crc32.NewIEEE()
	b := make([]byte, 0, blockBits/8)
	for i := range f {
		b = b[:0]
		for _, word := range f[i] {
			b = binary.LittleEndian.AppendUint64(b, word)
		}
		sum.Write(b)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	footer := binary.BigEndian.AppendUint64([]byte(magic), uint64(n))
	footer = binary.BigEndian.AppendUint64(footer, uint64(len(f)))
	_, err := w.Write(binary.BigEndian.AppendUint32(footer, sum.Sum32()))
	return err
}

func openRun(path string) (*run, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &run{path: path, file: f}
	if err := r.load(); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w; remove the directory it is in, and it is built again from the log", path, err)
	}
	return r, nil
}

// load reads the filter and checks that the file is whole.
func (r *run) load() error {
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	footer := make([]byte, footerSize)
	at := info.Size() - int64(footerSize)
	if _, err := r.file.ReadAt(footer, max(0, at)); err != nil || string(footer[:len(magic)]) != magic {
		return fmt.Errorf("not a list of event ids (damaged?)")
	}
	rest := footer[len(magic):]
	r.n = int64(binary.BigEndian.Uint64(rest))
	blocks := int64(binary.BigEndian.Uint64(rest[8:]))
	if r.n < 0 || blocks < 1 || blocks > at/(blockBits/8) || r.n*entrySize+blocks*(blockBits/8) != at {
		return fmt.Errorf("its length is wrong (damaged?)")
	}
	body := make([]byte, blocks*(blockBits/8))
	if _, err := r.file.ReadAt(body, r.n*entrySize); err != nil {
		return err
	}
	if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(rest[16:]) {
		return fmt.Errorf("its filter is damaged")
	}
	r.filter = make(filter, blocks)
	for i := range r.filter {
		for j := range r.filter[i] {
			r.filter[i][j] = binary.LittleEndian.Uint64(body[i*blockBits/8+j*8:])
		}
	}
	return nil
}

// window is how many entries one read brings: about 4 KiB.
const window = 170

// find appends the seqs of all entries with this hash.
func (r *run) find(h hash, seqs []int64) ([]int64, error) {
	if !r.filter.may(h) {
		return seqs, nil
	}
	i, err := r.lowerBound(h)
	if err != nil {
		return seqs, err
	}
	var room [4 * entrySize]byte
	for ; i < r.n; i += 4 {
		b, err := r.read(room[:], i)
		if err != nil {
			return seqs, err
		}
		for ; len(b) > 0; b = b[entrySize:] {
			e := readEntry(b)
			if e.hash != h {
				return seqs, nil
			}
			seqs = append(seqs, e.seq)
		}
	}
	return seqs, nil
}

// read fills b with entries from the i-th on, as many as there are.
func (r *run) read(b []byte, i int64) ([]byte, error) {
	b = b[:min(int64(len(b)), (r.n-i)*entrySize)]
	if _, err := r.file.ReadAt(b, i*entrySize); err != nil {
		return nil, fmt.Errorf("read %s: %w", r.path, err)
	}
	return b, nil
}

// lowerBound is the index of the first entry at or after h. Hashes are spread evenly, so a guess by proportion is
// nearly right; each read narrows the bounds, and the next guess lies between them.
func (r *run) lowerBound(h hash) (int64, error) {
	var room [window * entrySize]byte
	lo, hi := int64(0), r.n // the answer is in [lo, hi]
	from, to := uint64(0), ^uint64(0)
	for lo < hi {
		at := max(lo, min(between(h.hi, from, to, lo, hi)-window/2, hi-window))
		b, err := r.read(room[:], at)
		if err != nil {
			return 0, err
		}
		n := len(b) / entrySize
		first, last := readEntry(b), readEntry(b[len(b)-entrySize:])
		switch {
		case at > lo && first.hash.compare(h) >= 0:
			hi, to = at, first.hi
		case last.hash.compare(h) < 0:
			lo, from = at+int64(n), last.hi
		default:
			i := sort.Search(n, func(i int) bool { return readEntry(b[i*entrySize:]).hash.compare(h) >= 0 })
			return at + int64(i), nil
		}
	}
	return lo, nil
}

// between is where h should lie in [lo, hi] if hashes from … to are spread evenly over it.
func between(h, from, to uint64, lo, hi int64) int64 {
	if h <= from || to <= from {
		return lo
	}
	if h >= to {
		return hi
	}
	product, low := bits.Mul64(h-from, uint64(hi-lo))
	q, _ := bits.Div64(product, low, to-from)
	return lo + int64(q)
}

func (r *run) close() { r.file.Close() }
