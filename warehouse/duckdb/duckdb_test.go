package duckdb_test

import (
	"context"
	"testing"

	"banhda/warehouse"
	"banhda/warehouse/duckdb"
	"banhda/warehouse/warehousetest"
)

func open(t *testing.T, dir string) warehouse.Warehouse {
	w, err := duckdb.Open(context.Background(), duckdb.Options{Dir: dir, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWarehouse(t *testing.T) { warehousetest.Exercise(t, open) }
