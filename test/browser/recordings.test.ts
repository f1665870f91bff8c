import { expect } from '@open-wc/testing';
import { synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { Transcript } from '../../src/page/decode.js';
import { addKeyed, amplitudeFor, keying, type Mark, seeded, whiteNoise } from '../support/signals.js';
import { rf64, wav, wave64 } from '../support/wav-layouts.js';
import { addDecoder, codeOf, RATE, station, TEST_TIMEOUT } from './support/page.js';
import { wav as monoFile } from './support/wav.js';

const TEXT = 'CQ DE OE1ABC';

/** As ITU-T G.711 has it: 14 bits, a sign, a segment of twice the one before, and four bits within it. */
function muLaw(value: number): number {
  const size = Math.min(8158, Math.abs(Math.round(8192 * value))) + 33;
  const segment = Math.floor(Math.log2(size)) - 5;
  return ~((value < 0 ? 0x80 : 0) | (segment << 4) | ((size >> (segment + 1)) & 15)) & 0xff;
}

describe('recordings that browsers do not know', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;
  beforeEach(() => {
    decoder = addDecoder({});
  });
  afterEach(() => decoder.remove());

  it('Sony Wave64 in µ-law, and RF64 in stereo that was cut off, as far as it goes', async () => {
    const samples = station(TEXT, 9);
    const data = Uint8Array.from(samples, muLaw);
    const parts: number[] = [];
    const onProgress = (part: number) => parts.push(part);
    const packed = await decoder.decode(new Blob([wave64({ codec: 7, bits: 8, sampleRate: RATE, data })]), {
      onProgress,
    });
    expect(packed.text).to.equal(TEXT);
    expect(packed.seconds).to.equal(9);
    expect(parts).to.deep.equal([...parts].sort((a, b) => a - b));
    expect(parts.at(-1)).to.equal(1);
    const stereo = new Float32Array(2 * samples.length).map((_, i) => (i % 2 === 0 ? 2 * (samples[i >> 1] ?? 0) : 0));
    const file = rf64({ codec: 3, bits: 32, channels: 2, sampleRate: RATE, data: new Uint8Array(stereo.buffer) });
    const cut = await decoder.decode(new Blob([file.subarray(0, -1_000)]), { frequency: 700, model: 'live' });
    expect(cut.text).to.equal(TEXT);
  });

  it('with its first mark at the first sample, as a file and as samples', async () => {
    const marks = keying('JA1ABC DE OE1X', { wpm: 22, start: 0 });
    const last = (marks.at(-1) as Mark)[1];
    const samples = whiteNoise(last + 0.6, 0.02, seeded(7));
    addKeyed(samples, marks, { frequency: 700, amplitude: amplitudeFor(15, 0.02) });
    const options = { frequency: 700, model: 'live', sampleRate: RATE } as const;
    const heard = [await decoder.decode(monoFile(samples, RATE), options), await decoder.decode(samples, options)];
    for (const { text, characters, seconds } of heard) {
      const codes = characters.filter(({ code }) => code !== '');
      expect(text).to.equal('JA1ABC DE OE1X');
      expect(codes[0]?.start).to.be.lessThan(0.03);
      expect(codes.at(-1)?.end).to.be.closeTo(last, 0.03);
      expect(seconds).to.be.closeTo(last + 0.6, 0.001);
    }
  });

  it('one of a kind that nobody reads, with its name', async () => {
    const gsm = wav({ codec: 49, bits: 0, block: 65, data: new Uint8Array(650) });
    const error: unknown = await decoder.decode(new Blob([gsm])).catch((thrown) => thrown);
    expect(String(error)).to.match(/format code 49 \(0x0031, GSM 6\.10\)/);
    expect(error).to.have.property('code', 'not-audio');
  });

  it('I and Q in a file, in samples, and in an AudioBuffer', async () => {
    const rate = 24_000;
    const stations = [
      { frequency: -4000, wpm: 26, snr: 20, text: TEXT, start: 0.5 },
      { frequency: 7200, wpm: 30, snr: 20, text: 'QRZ DE DL1AAA', start: 0.5 },
    ];
    const pairs = synthesizePairs({ stations, seconds: 8, sampleRate: rate });
    const heard = ({ channels }: Transcript) =>
      channels.map(({ frequency, text }) => `${Math.round(frequency / 10) * 10} ${text}`).sort();
    const data = Int16Array.from(pairs, (value) => 32_767 * value);
    const file = new Blob([
      rf64({ codec: 1, bits: 16, channels: 2, sampleRate: rate, data: new Uint8Array(data.buffer) }),
    ]);
    const all = [`-4000 ${TEXT}`, '7200 QRZ DE DL1AAA'];
    expect(heard(await decoder.decode(file, { iq: 'iq', model: 'live' }))).to.deep.equal(all);
    const swapped = { iq: 'qi', sampleRate: rate, model: 'live' } as const;
    expect(heard(await decoder.decode(pairs, { ...swapped, frequency: -7200 }))).to.deep.equal(['-7200 QRZ DE DL1AAA']);
    decoder.iq = 'iq';
    const buffer = new AudioBuffer({ length: pairs.length / 2, numberOfChannels: 2, sampleRate: rate });
    for (const side of [0, 1])
      buffer.copyToChannel(
        Float32Array.from({ length: buffer.length }, (_, n) => pairs[2 * n + side] ?? 0),
        side,
      );
    expect(heard(await decoder.decode(buffer, { frequency: -4000, model: 'live' }))).to.deep.equal(all.slice(0, 1));
    expect(await codeOf(decoder.decode(monoFile(station(TEXT, 2), RATE)))).to.equal('iq-not-pairs');
  });

  it('sound of a high rate, all that it holds', async () => {
    const rate = 44_100;
    const stations = [{ frequency: 14_300, wpm: 26, snr: 20, text: TEXT, start: 0.5 }];
    const samples = synthesizeBand({ stations, seconds: 8, sampleRate: rate });
    const { channels, seconds } = await decoder.decode(samples, { sampleRate: rate, wide: true, model: 'live' });
    expect(channels.map(({ text }) => text)).to.deep.equal([TEXT]);
    expect(seconds).to.equal(8);
  });
});
