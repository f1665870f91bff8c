"""Train, or go on training, on synthetic clips that are made as they are needed:

    python -m training.train --run RUN_DIR --steps 4300 --decay 2150

Starts from `initial.npz` (or `--weights`, or `--scratch`), widened to `--hidden` units; a RUN_DIR that holds a
checkpoint is continued.  The learning rate warms up, stays, and falls to zero linearly over the last `--decay` steps;
the weights that count are an exponential average of those it visits.  The same command runs on CPU and CUDA.

A smaller network learns faster from a larger one than from the texts alone (G. Hinton et al., Distilling the knowledge in
a neural network, 2015): with `--teacher` it is taught that network's odds at every step as well, and so also when to print.

    python -m training.train --run RUN_DIR --scratch --width 96 --hidden 144 --teacher morse-live.onnx --minutes 9.5
"""

import argparse
import json
import math
import multiprocessing
import os
import time
from contextlib import nullcontext
from pathlib import Path

import torch
from torch.nn import functional as F

from .batches import Batches, Plan, loader
from .network import Network, OtherWay, Shape
from .optimiser import optimisers
from .validation import validate
from .weights import INITIAL, mirrored, read_weights, shape_of, to_arrays, to_network, widen, write_weights

EASIEST_FLOOR, HARDEST_FLOOR = 6.0, -30.0
FLOOR_GATE = 1.2
"""CTC loss per symbol under which training from scratch lowers the SNR it draws."""
KEY_WEIGHT = 0.3
ANCHOR = 0.05
TAUGHT = 0.7
"""Weight of the teacher's odds; the texts have the rest."""
ENDLESS = 10**9


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint, the log and the weights")
    parser.add_argument("--steps", type=int, default=0, help="last step of the run")
    parser.add_argument("--decay", type=int, default=0, help="steps at the end over which the rate falls to zero")
    parser.add_argument("--minutes", type=float, default=0, help="instead of both: as many steps as fit, a third at full rate")
    parser.add_argument("--weights", type=Path, default=INITIAL)
    parser.add_argument("--scratch", action="store_true", help="random weights, framewise warm-up, rising difficulty")
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--width", type=int, default=112, help="of the convolutions, with --scratch")
    parser.add_argument("--teacher", type=Path, help="weights of a network whose odds are taught as well")
    parser.add_argument("--both-ways", action="store_true", help="the accurate model; starts from weights of a live one")
    parser.add_argument("--other-way", action="store_true", help="with --both-ways: only the half that reads backwards and the heads learn")
    parser.add_argument("--clips", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--slow", type=float, default=0.0, help="share of senders at 5 to 14 WPM, or with long spaces")
    parser.add_argument("--rough", type=float, default=0.0, help="share of clips with enough signal, and with static or fades")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--average", type=float, default=0.997, help="decay of the averaged weights per step")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that make clips; 0 for none")
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--validate-every", type=int, default=1000)
    options = parser.parse_args()
    if options.other_way and not options.both_ways:
        parser.error("--other-way is for a network of --both-ways")
    if not options.steps and not options.minutes:
        parser.error("say how long: --steps or --minutes")
    return options


def learning_rate(step: int, options: argparse.Namespace, elapsed: float = 0.0) -> float:
    """`elapsed` is the share of the minutes that is over."""
    warm = min(1.0, (step + 1) / 100)
    if options.minutes:
        left = min(1.0, max(0.0, 1 - elapsed) * 1.5)
    else:
        left = 1.0 if not options.decay else min(1.0, (options.steps - step) / options.decay)
    return options.rate * warm * left


def taught(log_probs: torch.Tensor, teacher: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Divergence from the teacher's odds, both [T/2, N, V] logarithms, per symbol sent: as much a symbol as CTC is."""
    divergence = (teacher.exp() * (teacher - log_probs)).sum(-1)
    heard = torch.arange(len(log_probs), device=log_probs.device)[:, None] < batch["steps"][None]
    return (divergence * heard).sum() / batch["lengths"].sum().clamp(min=1)


def losses(
    network: Network, batch: dict[str, torch.Tensor], framewise: float, teacher: Network | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Total loss and CTC loss per symbol.  `framewise` weighs the cross-entropy on letter ends (0: left out)."""
    features = batch["features"]
    logits, key, _ = network(features, network.fresh_state(features.shape[1]))
    log_probs = logits.float().log_softmax(-1)
    per_clip = F.ctc_loss(
        log_probs, batch["targets"], batch["steps"], batch["lengths"], reduction="none", zero_infinity=True
    )
    ctc = per_clip.sum() / batch["lengths"].sum().clamp(min=1)
    known = ~torch.isnan(batch["key"])
    keying = F.binary_cross_entropy_with_logits(key.float()[known], batch["key"][known])
    total = ctc + KEY_WEIGHT * keying
    if teacher is not None:
        with torch.no_grad():
            odds = teacher(features, teacher.fresh_state(features.shape[1]))[0].float().log_softmax(-1)
        total = total + TAUGHT * (taught(log_probs, odds, batch) - ctc)
    if framewise:
        weight = torch.ones(log_probs.shape[-1], device=log_probs.device)
        weight[0] = 0.15
        total = total + framewise * F.nll_loss(log_probs.permute(1, 2, 0), batch["ends"].T, weight)
    return total, ctc.detach()


class Run:
    """Everything that a checkpoint holds: network, optimisers, averaged weights, step, difficulty."""

    def __init__(self, options: argparse.Namespace, device: torch.device):
        self.options, self.device = options, device
        if options.scratch:
            network = Network(Shape(width=options.width, hidden=options.hidden, both_ways=options.both_ways))
        else:
            weights = read_weights(options.weights)
            if not shape_of(weights).both_ways:
                weights = widen(weights, options.hidden)
                weights = mirrored(weights) if options.both_ways else weights
            network = to_network(weights, OtherWay if options.other_way else Network)
        self.network = network.to(device)
        self.teacher = to_network(read_weights(options.teacher)).to(device).eval() if options.teacher else None
        self.optimisers = optimisers(self.network, options.rate)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.step, self.audio_seconds, self.smooth_ctc = 0, 0.0, None
        self.snr_floor = multiprocessing.Value("d", EASIEST_FLOOR if options.scratch else HARDEST_FLOOR)
        self.file = options.run / "checkpoint.pt"
        if self.file.exists():
            self._load()

    def _load(self) -> None:
        saved = torch.load(self.file, map_location=self.device)
        self.network.load_state_dict(saved["network"])
        for optimiser, state in zip(self.optimisers, saved["optimisers"]):
            optimiser.load_state_dict(state)
        self.average = saved["average"]
        self.step, self.audio_seconds, self.smooth_ctc = saved["step"], saved["audio_seconds"], saved["smooth_ctc"]
        self.snr_floor.value = saved["snr_floor"]

    def save(self) -> None:
        """Checkpoint and averaged weights, each replaced whole."""
        state = {
            "network": self.network.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "average": self.average,
            "step": self.step,
            "audio_seconds": self.audio_seconds,
            "smooth_ctc": self.smooth_ctc,
            "snr_floor": self.snr_floor.value,
        }
        part = self.file.with_suffix(".part")
        torch.save(state, part)
        os.replace(part, self.file)
        weights = self.options.run / "weights.part.npz"
        write_weights(weights, to_arrays(self.averaged()))
        os.replace(weights, self.options.run / "weights.npz")

    def averaged(self) -> Network:
        network = type(self.network)(self.network.shape).to(self.device)
        network.load_state_dict(self.average)
        return network.eval()

    def framewise(self) -> float:
        """From scratch the framewise loss leads for 800 steps and is gone by 1,400.  In a network that knows the future a
        little of it stays: nothing else keeps a letter where the live model prints it.  A teacher says it better."""
        least = ANCHOR if self.network.shape.both_ways else 0.0
        if self.teacher:
            return least
        return max(least, min(2.0, 2.0 * (1400 - self.step) / 600)) if self.options.scratch else least

    def learn(self, batch: dict[str, torch.Tensor], autocast, elapsed: float) -> None:
        """One step; `elapsed` is the share of the run's minutes that is over."""
        batch = {name: value.to(self.device, non_blocking=True) for name, value in batch.items()}
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(self.step, self.options, elapsed)
        with autocast():
            loss, ctc = losses(self.network, batch, self.framewise(), self.teacher)
        self.network.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        decay = min(self.options.average, (1 + self.step) / (10 + self.step))
        for name, value in self.network.state_dict().items():
            self.average[name].mul_(decay).add_(value, alpha=1 - decay)
        self.step += 1
        self.audio_seconds += self.options.clips * self.options.seconds
        value = float(ctc)
        self.smooth_ctc = value if self.smooth_ctc is None else 0.98 * self.smooth_ctc + 0.02 * value
        if self.step % 10 == 0 and self.smooth_ctc < FLOOR_GATE:
            self.snr_floor.value = max(HARDEST_FLOOR, self.snr_floor.value - 0.5)


def precision(options: argparse.Namespace, device: torch.device):
    """A context for the forward pass: bfloat16 where asked for, or on any device that `auto` finds it fast on."""
    wanted = options.precision == "bfloat16" or (options.precision == "auto" and device.type == "cuda")
    return (lambda: torch.autocast(device.type, dtype=torch.bfloat16)) if wanted else nullcontext


def main() -> None:
    options = arguments()
    name = options.device if options.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    device = torch.device(name)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.run.mkdir(parents=True, exist_ok=True)
    run = Run(options, device)
    plan = Plan(options.seed, options.clips, options.seconds, slow=options.slow, rough=options.rough)
    last = options.steps or run.step + ENDLESS
    batches = loader(Batches(plan, run.step, last, run.snr_floor), options.workers)
    autocast, log = precision(options, device), (options.run / "log.jsonl").open("a")
    started, first = time.time(), run.step
    for batch in batches:
        elapsed = (time.time() - started) / (60 * options.minutes) if options.minutes else 0.0
        if elapsed >= 1:
            break
        run.learn(batch, autocast, elapsed)
        if not math.isfinite(run.smooth_ctc):
            raise SystemExit(f"loss is not finite at step {run.step}; continue from the last checkpoint")
        if run.step % 50 == 0:
            entry = {
                "step": run.step,
                "hours": round(run.audio_seconds / 3600, 2),
                "ctc": round(run.smooth_ctc, 4),
                "rate": learning_rate(run.step, options, elapsed),
                "snr_floor": run.snr_floor.value,
                "seconds_per_step": round((time.time() - started) / (run.step - first), 3),
            }
            print(json.dumps(entry), file=log, flush=True)
            print(entry, flush=True)
        if run.step % options.save_every == 0:
            run.save()
        if run.step % options.validate_every == 0:
            entry = {"step": run.step, "validation": validate(run.averaged(), device)}
            print(json.dumps(entry), file=log, flush=True)
            print(entry, flush=True)
    run.save()


if __name__ == "__main__":
    main()
