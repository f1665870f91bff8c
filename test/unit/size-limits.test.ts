import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeComplaint } from '../../scripts/lib/size-limits.js';

test('a page loads a script of at most 63 kB compressed, and nothing is shipped without a limit', () => {
  assert.equal(sizeComplaint('morse-decoder.js', 63_000), null);
  assert.match(sizeComplaint('morse-decoder.js', 63_001) ?? '', /morse-decoder\.js has 63001 bytes/);
  assert.match(sizeComplaint('voice.onnx', 1) ?? '', /voice\.onnx has no limit/);
});
