package dialect

import (
	"errors"
	"fmt"
)

// What can go wrong with a database, whichever it is.
var (
	ErrConflict = errors.New("this already exists, or was changed by somebody else meanwhile")
	ErrBusy     = errors.New("the database is busy; try again")
	ErrFull     = errors.New("the disk is full: free some space; nothing that was acknowledged is lost")
	ErrReadOnly = errors.New("the database cannot be written: check the rights of its folder and that its disk is not mounted read-only")
	ErrDamaged  = errors.New("the database file is damaged: restore the last backup")
	ErrInUse    = errors.New("another banhda uses this database: stop it first, or give this one a database of its own")
)

func meaning(sentinel, err error) error {
	if sentinel == nil {
		return err
	}
	return fmt.Errorf("%w (%w)", sentinel, err)
}
