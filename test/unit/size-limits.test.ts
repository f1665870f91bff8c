import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeComplaint } from '../../scripts/lib/size-limits.js';

test('a page loads a script of at most 60.5 kB compressed, and nothing is shipped without a limit', () => {
  assert.equal(sizeComplaint('morse-decoder.js', 60_000), null);
  assert.match(sizeComplaint('morse-decoder.js', 60_501) ?? '', /morse-decoder\.js has 60501 bytes/);
  assert.match(sizeComplaint('voice.onnx', 1) ?? '', /voice\.onnx has no limit/);
});
