"""Reads an env file with python-dotenv: `dotenv_peer.py FILE`."""
import sys

import dotenv

dotenv.dotenv_values(sys.argv[1], interpolate=False)
