"""Evaluation of a shipped model: its own texts, fists, channels and seeds; real audio at 8 kHz through the ONNX file."""
