"""Text must not depend on how the audio is cut, nor on which runtime computes it."""

import numpy as np
import onnxruntime
import pytest
import torch

from training.graph import build, weights_of
from training.network import Network, OtherWay, Shape
from training.weights import INITIAL, mirrored, read_weights, shape_of, to_arrays, to_network, widen


@pytest.fixture(scope="module")
def inputs():
    return np.random.default_rng(4).normal(0, 2, (64, 3, 14)).astype(np.float32)


def _torch(network, features):
    with torch.no_grad():
        logits, key, state = network(torch.from_numpy(features), network.fresh_state(features.shape[1]))
    return logits.log_softmax(-1).numpy(), key.sigmoid().numpy(), state.numpy()


def _in_chunks(run, features, state, frames):
    parts = []
    for start in range(0, len(features), frames):
        *outputs, state = run(features[start : start + frames], state)
        parts.append(outputs)
    return [np.concatenate(part) for part in zip(*parts)] + [state]


@pytest.mark.parametrize("shape", [Shape(hidden=24), Shape(width=16, hidden=20, layers=3)])
@pytest.mark.parametrize("frames", [2, 8, 64])
def test_onnx_equals_pytorch_whole_and_in_chunks(shape, frames, inputs):
    torch.manual_seed(0)
    network = Network(shape).eval()
    session = onnxruntime.InferenceSession(
        build(shape, to_arrays(network)).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    fresh = np.zeros((3, shape.state_size), np.float32)
    got = _in_chunks(lambda f, s: session.run(None, {"features": f, "state": s}), inputs, fresh, frames)
    for ours, theirs in zip(_torch(network, inputs), got):
        assert np.abs(ours - theirs).max() < 1e-4


def _both_ways(layers=2):
    torch.manual_seed(1)
    shape = Shape(width=16, hidden=20, layers=layers, both_ways=True)
    network = Network(shape).eval()
    data = build(shape, to_arrays(network)).SerializeToString()
    return shape, network, onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])


def _looking_ahead(session, features, state, ahead):
    return session.run(None, {"features": features, "state": state, "ahead": np.array([ahead], np.int64)})


@pytest.mark.parametrize("ahead", [1, 7, 30])
def test_both_ways_equals_pytorch_and_keeps_the_state_before_what_lies_ahead(ahead, inputs):
    shape, network, session = _both_ways()
    fresh = np.zeros((3, shape.state_size), np.float32)
    log_probs, key, state = _looking_ahead(session, inputs, fresh, ahead)
    ours = _torch(network, inputs)
    assert np.abs(ours[0] - log_probs).max() < 1e-4
    assert np.abs(ours[1] - key).max() < 1e-4
    if ahead > 1:
        again = _looking_ahead(session, inputs[-2 * ahead :], state, 1)
        assert np.abs(again[0] - log_probs[-ahead:]).max() < 1e-4
        assert np.abs(again[1] - key[-ahead:]).max() < 1e-4


def test_mirrored_weights_compute_the_same_until_they_learn(inputs):
    weights = to_arrays(Network(Shape(width=16, hidden=20, layers=3)))
    before, after = _torch(to_network(weights).eval(), inputs), _torch(to_network(mirrored(weights)).eval(), inputs)
    assert np.abs(before[0] - after[0]).max() < 1e-4
    assert np.abs(before[1] - after[1]).max() < 1e-4


def test_the_other_way_computes_what_a_network_of_both_ways_does_and_leaves_the_forward_half_alone(inputs):
    torch.manual_seed(2)
    weights = mirrored(to_arrays(Network(Shape(width=16, hidden=20))))
    network = to_network(weights, OtherWay).train()
    optimiser = torch.optim.SGD([one for one in network.parameters() if one.requires_grad], 0.1)
    for _ in range(3):
        logits, key, _ = network(torch.from_numpy(inputs), network.fresh_state(3))
        network.zero_grad()
        (logits.square().mean() + key.square().mean()).backward()
        optimiser.step()
    learned = to_arrays(network)
    changed = {name for name in weights if not np.array_equal(weights[name], learned[name])}
    assert changed == {name for name in weights if name.endswith("_reverse") or name.startswith(("code", "key"))}
    ours, whole = _torch(network.eval(), inputs), _torch(to_network(learned).eval(), inputs)
    assert np.abs(ours[0] - whole[0]).max() < 1e-4
    assert np.abs(ours[1] - whole[1]).max() < 1e-4


def test_half_precision_file_computes_nearly_the_same(inputs):
    weights = read_weights(INITIAL)
    shape, fresh = shape_of(weights), np.zeros((3, shape_of(weights).state_size), np.float32)
    files = [build(shape, weights, half).SerializeToString() for half in (False, True)]
    assert len(files[1]) < 0.55 * len(files[0])
    runs = [
        onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"]).run(None, {"features": inputs, "state": fresh})
        for file in files
    ]
    assert np.abs(np.exp(runs[0][0]) - np.exp(runs[1][0])).max() < 0.02


@pytest.mark.parametrize("both_ways", [False, True])
def test_training_goes_on_from_the_shipped_file(both_ways):
    weights = to_arrays(Network(Shape(width=16, hidden=20, layers=3, both_ways=both_ways)))
    back = weights_of(build(shape_of(weights), weights))
    assert back.keys() == weights.keys()
    assert all(np.array_equal(back[name], weights[name]) for name in weights)


def test_channels_do_not_touch_each_other(decoder, inputs):
    state = np.zeros((3, decoder.contract["stateSize"]), np.float32)
    together = decoder.session.run(None, {"features": inputs, "state": state})
    for channel in range(3):
        alone = decoder.session.run(None, {"features": inputs[:, channel : channel + 1], "state": state[:1]})
        assert np.abs(together[0][:, channel] - alone[0][:, 0]).max() < 1e-4


def test_shipped_file_does_not_care_about_chunks(decoder, inputs):
    assert (decoder.stream(inputs, 8) == decoder.stream(inputs, 64)).all()


def test_widening_changes_nothing(inputs):
    weights = read_weights(INITIAL)
    wide = widen(weights, shape_of(weights).hidden + 40)
    before, after = _torch(to_network(weights).eval(), inputs), _torch(to_network(wide).eval(), inputs)
    assert np.abs(before[0] - after[0]).max() < 1e-4
    assert np.abs(before[1] - after[1]).max() < 1e-4
