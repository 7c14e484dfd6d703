// Package history reads a company's past from files: tables as other tools export them (CSV, XLSX, JSON lines),
// turned into events by a mapping that a person who knows spreadsheets can write. docs/mapping.md is the reference.
//
// It is the one place of the hub that opens files. A row passes through the same steps in every format:
//
//	read → explode (nested list → rows) → join (look up in a second file) → where → check → group → events
//
// A mapping is checked twice: when it is parsed (words, structure, expressions) and when it is opened beside its
// files (columns). Either way a mistake is a *MappingError with the line and column in the mapping, and what to
// write instead. A row that cannot become an event is refused with its line, column and reason; it never stops the
// reading, and never passes silently.
//
// Reading again gives the same events under the same ids, so an import may be interrupted and run again.
//
// Memory: CSV, TSV and JSON lines are read line by line, whatever their size. An XLSX file keeps four
// bytes for each of its shared texts, a join keeps its second file, a group (unless sorted) one row for each group.
package history
