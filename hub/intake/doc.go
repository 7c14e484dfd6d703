// Package intake makes records of tables: a list of customers as somebody keeps it in a spreadsheet, or as another
// product exports it.
//
//	columns are recognised → cells are read → a row becomes a person with their company, or why not → a match decides
//
// Nothing here opens a file or knows a store: a plan says what the columns mean, Reader turns the cells of one row into
// values as people write them, and record.Field checks them as it checks everything else.
package intake
