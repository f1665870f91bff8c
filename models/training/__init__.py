"""Training of the streaming Morse network: signals, features, network, optimisation, export."""

import os

# Clips are small: a second BLAS thread only spins, on a core that something else could use.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
