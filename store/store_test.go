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
		return store.Options{Dir: storetest.Fresh(t), Program: "test"}
	})
}

func TestPostgres(t *testing.T) {
	made := pgtest.Database(t)
	if err := storetest.Make(store.Options{Database: made, Program: "test"}); err != nil {
		t.Fatal(err)
	}
	storetest.Exercise(t, func(t *testing.T) store.Options {
		return store.Options{Database: pgtest.Copy(t, made), Program: "test"}
	})
}
