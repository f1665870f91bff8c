// What the imitated receivers have in common: a band of Morse to hand out, noise until then, and a record of what they played.

/** @type {{ blocks: number, samples: number, last: unknown }} */
const played = { blocks: 0, samples: 0, last: null };
/** @type {unknown[]} */
const tuned = [];
/** What the page's own shortcuts have got. @type {string[]} */
const keys = [];

/** @param {string} name */
async function bandOf(name) {
  return new Float32Array(await (await fetch(`/bands/${name}`)).arrayBuffer());
}

/** @param {Float32Array} samples */
const int16 = (samples) => Int16Array.from(samples, (x) => Math.round(32767 * Math.max(-1, Math.min(1, x))));

/**
 * Hands out blocks much faster than they sound, with pauses for the page to work in.
 *
 * @param {Float32Array} samples
 * @param {() => number} length of the next block
 * @param {(block: Float32Array) => void} send
 */
async function inBlocks(samples, length, send) {
  for (let at = 0, i = 0; at < samples.length; i++) {
    const end = Math.min(samples.length, at + length());
    send(samples.subarray(at, end));
    at = end;
    if (i % 16 === 15) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A receiver always sends something: quiet noise before and after its band. @param {(block: Float32Array) => void} send */
function idle(send) {
  const timer = setInterval(() => send(Float32Array.from({ length: 512 }, () => 0.01 * (Math.random() - 0.5))), 40);
  return () => clearInterval(timer);
}
