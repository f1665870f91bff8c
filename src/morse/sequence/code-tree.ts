import { INTERNATIONAL } from '../alphabets/international.js';

/** Beginnings of codes, the empty one first and each after the one that it goes on from. */
export interface CodeTree {
  readonly codes: readonly string[];
  /** Node without the last mark; −1 of the root. */
  readonly parent: Int16Array;
  /** The last mark is a dah. */
  readonly dah: Uint8Array;
  /** Another mark can follow. */
  readonly inner: Uint8Array;
  /** Nodes that are whole codes, in order, and the logarithm of how often each is sent; −Infinity of the others. */
  readonly leaves: readonly number[];
  readonly logShare: Float64Array;
}

/** Logarithms of the shares: Latin letters and figures, codes of other scripts and punctuation, and what nearly nobody sends. */
const LETTER = -Math.log(45);
const SIGN = LETTER - 3;
const RARE = LETTER - 6;
const LETTERS = new Set(INTERNATIONAL.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'));
const PUNCTUATION = new Set(INTERNATIONAL.encode('.,?/=+-()@:;"\'!'));

const logShareOf = (code: string): number => {
  if (LETTERS.has(code)) return LETTER;
  return code.length < 5 || PUNCTUATION.has(code) ? SIGN : RARE;
};

/** @param codes ASCII `.` and `-` */
export function codeTree(codes: readonly string[]): CodeTree {
  const beginnings = new Set(['']);
  for (const code of codes) for (let length = 1; length <= code.length; length++) beginnings.add(code.slice(0, length));
  const nodes = [...beginnings];
  const places = new Map(nodes.map((node, i) => [node, i]));
  const parent = Int16Array.from(nodes, (node) => (node === '' ? -1 : (places.get(node.slice(0, -1)) as number)));
  const whole = new Set(codes);
  return {
    codes: nodes,
    parent,
    dah: Uint8Array.from(nodes, (node) => Number(node.endsWith('-'))),
    inner: Uint8Array.from(nodes, (_, i) => Number(parent.includes(i))),
    leaves: nodes.flatMap((node, i) => (whole.has(node) ? [i] : [])),
    logShare: Float64Array.from(nodes, (node) => (whole.has(node) ? logShareOf(node) : Number.NEGATIVE_INFINITY)),
  };
}
