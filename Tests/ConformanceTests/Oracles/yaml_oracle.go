// Answers what sigs.k8s.io/yaml, the reader of Helm and kubectl, makes of many documents.
//
// Standard input is a JSON array of base64 texts; standard output has one line of JSON for each:
// {"ok":true,"json":…} or {"ok":false,"error":"…"}. The data is the first document's, for more is
// never read; "rest" is there when go-yaml refuses a document behind it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	yamlv2 "gopkg.in/yaml.v2"
	"sigs.k8s.io/yaml"
)

type answer struct {
	OK    bool            `json:"ok"`
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
	Rest  string          `json:"rest,omitempty"`
}

func read(text []byte) (result answer) {
	defer func() {
		if caught := recover(); caught != nil {
			result = answer{Error: fmt.Sprint("panic: ", caught)}
		}
	}()
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{OK: true, JSON: data, Rest: rest(text)}
}

// rest says why a document behind the first one is refused, if one is.
func rest(text []byte) (problem string) {
	defer func() {
		if caught := recover(); caught != nil {
			problem = fmt.Sprint("panic: ", caught)
		}
	}()
	for decoder := yamlv2.NewDecoder(bytes.NewReader(text)); ; {
		var document interface{}
		switch err := decoder.Decode(&document); err {
		case nil:
		case io.EOF:
			return ""
		default:
			return err.Error()
		}
	}
}

func main() {
	var texts [][]byte
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, "yaml_oracle:", err)
		os.Exit(2)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := json.NewEncoder(out)
	for _, text := range texts {
		if err := lines.Encode(read(text)); err != nil {
			fmt.Fprintln(os.Stderr, "yaml_oracle:", err)
			os.Exit(2)
		}
	}
}
