import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeComplaint } from '../../scripts/lib/size-limits.js';

test('a page loads a script of at most 61.9 kB compressed, and nothing is shipped without a limit', () => {
  assert.equal(sizeComplaint('morse-decoder.js', 61_900), null);
  assert.match(sizeComplaint('morse-decoder.js', 61_901) ?? '', /morse-decoder\.js has 61901 bytes/);
  assert.match(sizeComplaint('voice.onnx', 1) ?? '', /voice\.onnx has no limit/);
});
