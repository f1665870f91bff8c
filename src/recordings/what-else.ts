/** First bytes by which these tell them. */
export const TELLING = 40;

interface Kind {
  readonly pattern: RegExp;
  readonly name: string;
}

/** Samples do not begin so by chance. */
const UNMISTAKABLE: readonly Kind[] = [
  { pattern: /^fLaC/, name: 'a FLAC file' },
  { pattern: /^OggS/, name: 'an Ogg file' },
  { pattern: /^ID3/, name: 'an MP3 file' },
  { pattern: /^FORM.{4}AIF/s, name: 'an AIFF file' },
  { pattern: /^.{4}ftyp/s, name: 'an MP4 file' },
  { pattern: /^.E\xdf\xa3/s, name: 'a WebM or Matroska file' },
  { pattern: /^caff/, name: 'a Core Audio file' },
  { pattern: /^\.snd/, name: 'an AU file' },
  { pattern: /^RIFX/, name: 'a big-endian WAV file' },
  { pattern: /^RIFF.{4}AVI /s, name: 'a video file' },
  { pattern: /^wvpk/, name: 'a WavPack file' },
];

/** Samples may. */
const LIKELY: readonly Kind[] = [
  { pattern: /^PK/, name: 'a ZIP archive' },
  { pattern: /^\s*<(?:!|html)/i, name: 'a web page' },
];

/** A frame whose version, layer and rates there are: without these, samples just below zero would begin with one. */
const isMp3Frame = ([sync = 0, layer = 0, rates = 0]: Uint8Array): boolean =>
  sync === 0xff &&
  layer >= 0xe0 &&
  (layer & 0x18) !== 0x08 &&
  (layer & 0x06) !== 0 &&
  rates >= 0x10 &&
  rates < 0xf0 &&
  (rates & 0x0c) !== 0x0c;

/**
 * What a source is that is no WAV file; null: its first bytes do not tell.
 *
 * @param start its first {@link TELLING} bytes
 * @param kinds leaves out what samples without a header may begin with too
 */
export function whatElse(start: Uint8Array, kinds: 'all' | 'unmistakable' = 'all'): string | null {
  const text = String.fromCharCode(...start);
  const nameIn = (known: readonly Kind[]): string | undefined => known.find(({ pattern }) => pattern.test(text))?.name;
  const sure = nameIn(UNMISTAKABLE) ?? null;
  if (sure || kinds === 'unmistakable') return sure;
  return isMp3Frame(start) ? 'an MP3 file' : (nameIn(LIKELY) ?? null);
}

/** Says of what is no WAV file what it is instead, as far as the first bytes tell. */
export function noWav(start: Uint8Array): string {
  if (start.length === 0) return 'It is not a WAV file: it is empty.';
  const other = whatElse(start);
  return `It is not a WAV file${other ? ` but ${other}` : ''}.`;
}
