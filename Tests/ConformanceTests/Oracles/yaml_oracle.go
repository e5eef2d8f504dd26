// Answers what sigs.k8s.io/yaml, the reader of Helm and kubectl, makes of many documents.
//
// Standard input is a JSON array of base64 texts; standard output has one line of JSON for each:
// {"ok":true,"json":…} or {"ok":false,"error":"…"}. Only the first document of a text is read.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	OK    bool            `json:"ok"`
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
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
	return answer{OK: true, JSON: data}
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
