package api

import (
	"cmp"
	"context"
	"net/http"
	"os"

	"banhda/auth"
	"banhda/hub/history"
)

// ImportOrder asks for files to be read in by a mapping. Over the socket it may name files of the server's machine,
// by absolute paths; otherwise it brings the mapping, and names files that were sent before.
type ImportOrder struct {
	Mapping     string   `json:"mapping,omitempty" doc:"the mapping's path on the server; over its socket only"`
	Dir         string   `json:"dir,omitempty" doc:"where its files are"`
	MappingText string   `json:"mapping_text,omitempty" maxLength:"1048576" doc:"the mapping itself"`
	Uploads     []string `json:"uploads,omitempty" maxItems:"99" doc:"the uploads' ids; the mapping names their files"`
	Name        string   `json:"name,omitempty" maxLength:"100" doc:"what the mapping is called"`
	DryRun      bool     `json:"dry_run,omitempty" doc:"only preview"`
}

var errServersFiles error = refused(http.StatusForbidden, 0, "files of the server are imported on the server: banhda import; from here, send the files and the mapping's text")

// readyImport is an order whose files are in place.
type readyImport struct {
	ImportOrder
	mapping *history.Mapping
	text    string
	done    func() // what is no longer needed is removed
}

// prepare puts an order's files in place and reads its mapping.
func (s *Server) prepare(ctx context.Context, o ImportOrder) (r *readyImport, err error) {
	r = &readyImport{ImportOrder: o, text: o.MappingText, done: func() {}}
	switch {
	case o.MappingText != "":
		r.Mapping = cmp.Or(o.Name, mappingName)
		r.Dir, r.done, err = s.gather(o.Uploads)
	case auth.From(ctx).Kind != auth.Socket:
		err = errServersFiles
	default:
		r.text, err = readMapping(o.Mapping)
	}
	if err != nil {
		return nil, err
	}
	if r.mapping, err = history.ParseMapping(r.Mapping, []byte(r.text)); err == nil && o.MappingText != "" {
		err = r.mapping.Within()
	}
	if err != nil {
		r.done()
		return nil, wrongMapping(err)
	}
	return r, nil
}

func readMapping(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", invalid("the mapping cannot be read: %v", err)
	}
	return string(text), nil
}
