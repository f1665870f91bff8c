import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AssetName, assetAddress, installed, isMoved } from './asset-addresses.js';

const NAMES: readonly AssetName[] = [
  'morse-receiver-worker.js',
  'morse-inference-worker.js',
  'morse-capture-worklet.js',
  'ort-wasm-simd-threaded.wasm',
  'morse-live.onnx',
  'morse-side.onnx',
  'morse-accurate.onnx',
  'morse-language.bin',
];

test('every file lies beside the script, under the name by which it is asked for', () => {
  for (const name of NAMES) {
    assert.equal(assetAddress(null, name).href, new URL(name, new URL('./asset-addresses.js', import.meta.url)).href);
  }
});

test('a folder that the page names has the same names', () => {
  const base = new URL('https://cdn.example/morse/');
  for (const name of NAMES) assert.equal(assetAddress(base, name).href, `https://cdn.example/morse/${name}`);
});

test('a file that lies beside the script, or in a folder that the page names, has not been through a bundler', () => {
  for (const name of NAMES) {
    assert.equal(isMoved(null, name), false);
    assert.equal(isMoved(new URL('https://cdn.example/morse/'), name), false);
  }
});

test('what Vite 7 has packed finds its files where they are installed', () => {
  const packed = new URL('http://localhost:5173/node_modules/.vite/deps/morse-live.onnx');
  assert.equal(installed(packed).href, 'http://localhost:5173/node_modules/morse-decoder-element/dist/morse-live.onnx');
  const elsewhere = new URL('https://cdn.example/morse/morse-live.onnx?v=2');
  assert.equal(installed(elsewhere).href, 'https://cdn.example/morse/morse-live.onnx?v=2');
});
