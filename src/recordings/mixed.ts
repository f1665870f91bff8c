/** Correlation of left and right below which one of them is upside down, as a wrongly wired balanced line makes it: their mean would be silence. */
const UPSIDE_DOWN = -0.9;

/** The mean of the channels of interleaved samples; of two that are each other's opposite the half of their difference. */
export function mixed(samples: Float32Array, channels: number): Float32Array {
  if (channels === 1) return samples;
  const mono = new Float32Array(Math.floor(samples.length / channels));
  const sign = channels === 2 && isOpposite(samples) ? -1 : 1;
  for (let i = 0; i < mono.length; i++) {
    let sum = samples[i * channels] as number;
    for (let c = 1; c < channels; c++) sum += sign * (samples[i * channels + c] as number);
    mono[i] = sum / channels;
  }
  return mono;
}

function isOpposite(pairs: Float32Array): boolean {
  let [left, right, both] = [0, 0, 0];
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [l, r] = [pairs[i] as number, pairs[i + 1] as number];
    left += l * l;
    right += r * r;
    both += l * r;
  }
  return both < UPSIDE_DOWN * Math.sqrt(left * right);
}
