package dialect

import "context"

func (sqlite) Indexes() string { return "SELECT name FROM sqlite_master WHERE type = 'index'" }

// Indexes leaves out those whose making was broken off.
func (postgres) Indexes() string {
	return `SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND i.indisvalid`
}

// Index makes an index that is not among Indexes, outside of any transaction. PostgreSQL does so while others write.
func (db *DB) Index(ctx context.Context, name, on string) error {
	if db.Name() == "sqlite" {
		_, err := db.Write.ExecContext(ctx, "CREATE INDEX IF NOT EXISTS "+name+" ON "+on)
		return db.Translate(err)
	}
	if _, err := db.Read.ExecContext(ctx, "DROP INDEX CONCURRENTLY IF EXISTS "+name); err != nil { // what was left of it
		return db.Translate(err)
	}
	_, err := db.Read.ExecContext(ctx, "CREATE INDEX CONCURRENTLY "+name+" ON "+on)
	return db.Translate(err)
}
