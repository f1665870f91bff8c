"""Training of the streaming Morse network: signals, features, network, optimisation, export."""
