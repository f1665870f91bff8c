import type { LevelRange } from './level-range.js';

/** A colour in OKLab's polar form: lightness 0…1, chroma, hue in degrees. */
type Stop = readonly [at: number, lightness: number, chroma: number, hue: number];

/**
 * Lightness rises (or, on paper, falls) evenly, so that equal steps of dB look equal; hue only helps the eye. `night` is
 * for dark pages, `paper` for light ones: ink on paper; `grey` is for those who want no hue.
 */
const PALETTES = {
  night: [
    [0, 0.17, 0.018, 255],
    [0.25, 0.31, 0.06, 258],
    [0.5, 0.5, 0.1, 235],
    [0.75, 0.74, 0.12, 195],
    [1, 0.97, 0.07, 110],
  ],
  paper: [
    [0, 0.985, 0.006, 90],
    [0.25, 0.87, 0.03, 230],
    [0.5, 0.68, 0.075, 245],
    [0.75, 0.45, 0.1, 258],
    [1, 0.2, 0.06, 275],
  ],
  grey: [
    [0, 0.15, 0, 0],
    [1, 0.98, 0, 0],
  ],
} as const satisfies Readonly<Record<string, readonly Stop[]>>;

export type PaletteName = keyof typeof PALETTES;

export const PALETTE_NAMES = Object.keys(PALETTES) as readonly PaletteName[];

/** 256 colours, one for each level byte, as `ImageData` wants them in a Uint32Array (little-endian ABGR). */
export function colourTable(name: PaletteName, { floor, top }: LevelRange): Uint32Array {
  const table = new Uint32Array(256);
  for (let level = 0; level < 256; level++) {
    table[level] = colourAt(PALETTES[name], Math.min(1, Math.max(0, (level - floor) / Math.max(1, top - floor))));
  }
  return table;
}

function colourAt(stops: readonly Stop[], at: number): number {
  const above = Math.max(
    1,
    stops.findIndex(([position]) => position >= at),
  );
  const low = stops[above - 1];
  const high = stops[above];
  if (!low || !high) throw new RangeError('a palette has at least two stops, the last at 1');
  const part = (at - low[0]) / (high[0] - low[0]);
  const mix = (i: 1 | 2 | 3) => low[i] + part * (high[i] - low[i]);
  return pack(mix(1), mix(2), (mix(3) * Math.PI) / 180);
}

/** OKLCh to sRGB (B. Ottosson, 2020), clipped. */
function pack(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function encode(linear: number): number {
  const x = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
}
