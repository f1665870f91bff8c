import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatElse } from './what-else.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('files of other kinds are known by their first bytes', () => {
  const kinds: readonly [string, string][] = [
    ['fLaC\0\0\0"', 'a FLAC file'],
    ['OggS\0\x02', 'an Ogg file'],
    ['ID3\x04\0\0', 'an MP3 file'],
    ['\0\0\0\x20ftypM4A ', 'an MP4 file'],
    ['\x1aE\xdf\xa3\x9f', 'a WebM or Matroska file'],
  ];
  for (const [start, name] of kinds) {
    assert.equal(whatElse(bytes(start)), name);
    assert.equal(whatElse(bytes(start), 'unmistakable'), name);
  }
});

test('what samples may begin with too is told where they are not meant alone', () => {
  for (const [start, name] of [
    ['\xff\xfb\x90\x64', 'an MP3 file'],
    ['\xff\xf3\x40\xc0', 'an MP3 file'],
    ['PK\x03\x04', 'a ZIP archive'],
    ['<!doctype html>', 'a web page'],
  ] as const) {
    assert.equal(whatElse(bytes(start)), name);
    assert.equal(whatElse(bytes(start), 'unmistakable'), null);
  }
});

test('samples near zero are no file of another kind', () => {
  for (const start of ['\xff\xff\xff\xff', '\xff\xff\x01\0', '\xff\xff\xfe\xff', '\xff\xf1\x50\x80', '\0\0\0\0', ''])
    assert.equal(whatElse(bytes(start)), null, JSON.stringify(start));
});
