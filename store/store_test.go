package store_test

import (
	"os"
	"testing"

	"banhda/store"
	"banhda/store/pgtest"
	"banhda/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

func TestSQLite(t *testing.T) {
	storetest.Exercise(t, func(t *testing.T) store.Options {
		return store.Options{Dir: t.TempDir(), Program: "test"}
	})
}

func TestPostgres(t *testing.T) {
	storetest.Exercise(t, func(t *testing.T) store.Options {
		return store.Options{Database: pgtest.Database(t), Program: "test"}
	})
}
