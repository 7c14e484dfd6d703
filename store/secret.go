package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// secretBytes is the length of a house's secret.
const secretBytes = 32

// Secret is the house's own: what must be kept readable in the records is sealed with it. It lies beside them in
// dir/secret.key, made on first use, so that the database alone gives nothing away; who moves the house takes it along.
func Secret(dir string) ([]byte, error) {
	file := filepath.Join(dir, "secret.key")
	secret, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		secret = make([]byte, secretBytes)
		rand.Read(secret)
		err = writeSynced(file, secret)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the house's secret: %w", err)
	}
	if len(secret) != secretBytes {
		return nil, fmt.Errorf("%s is damaged: it has %d bytes, not %d; put back the one of a backup", file, len(secret), secretBytes)
	}
	return secret, nil
}

// writeSynced writes a file that is there whole, or not at all.
func writeSynced(file string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
