"""Loads and renders a chart with Helm's engine: `helm_peer.py CHART VALUES`."""
import sys

import helm_python as helm

with open(sys.argv[2]) as file:
    values = helm.values_from_yaml(file.read())
print(helm.Chart.load(sys.argv[1]).render(values, name="wandb", namespace="default"))
