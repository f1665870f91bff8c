import { readFile } from 'node:fs/promises';
import { decodeSamples } from 'morse-decoder-element/node';

const beside = (name) => new URL(import.meta.resolve(`morse-decoder-element/dist/${name}`));
const model = {
  contract: JSON.parse(await readFile(beside('morse-live.json'), 'utf8')),
  bytes: await readFile(beside('morse-live.onnx')),
};
const wav = await readFile(process.argv[2]);
const samples = Float32Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + 2 * i) / 32768);
const { channels } = await decodeSamples(samples, wav.readUInt32LE(24), { model, frequency: 700 });
console.log(channels[0].text);
