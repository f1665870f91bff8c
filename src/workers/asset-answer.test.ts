import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { MorseDecoderError } from '../errors.js';
import { askFor, checkAnswer, checkContent, unreachable } from './asset-answer.js';

const ADDRESS = new URL('https://club.example/app/morse-live.onnx');

/** What a user reads. */
const told = (check: () => void): string => {
  try {
    check();
  } catch (error) {
    assert.ok(error instanceof MorseDecoderError);
    return `${error.code}: ${error.message}`;
  }
  return 'nothing';
};

const html = { headers: { 'content-type': 'text/html; charset=utf-8' } };

test('a status that is no success is told with the address', () => {
  const text = told(() => checkAnswer(new Response('', { status: 404 }), ADDRESS, 'assets-not-found'));
  assert.match(text, /^assets-not-found: .*https:\/\/club\.example\/app\/morse-live\.onnx: status 404/);
});

test('a server in trouble is not taken for one that lacks the file', () => {
  const text = told(() => checkAnswer(new Response('', { status: 503 }), ADDRESS, 'assets-not-found'));
  assert.match(text, /^network: .*https:\/\/club\.example\/app\/morse-live\.onnx: status 503/);
});

test('the page that a server sends for addresses which it does not know is not taken for a damaged file', () => {
  const text = told(() => checkAnswer(new Response('<!doctype html>', html), ADDRESS, 'assets-not-found'));
  assert.match(text, /^assets-not-found: .*morse-live\.onnx: an HTML page came instead/);
});

test('such a page is known by its content too', () => {
  for (const page of ['<!doctype html><p>', '\n  <html>', '\uFEFF<!DOCTYPE html>']) {
    const text = told(() => checkContent(new TextEncoder().encode(page).buffer, ADDRESS, 'assets-not-found'));
    assert.match(text, /an HTML page came instead/, page);
  }
});

test('the decoder’s own files pass', () => {
  const files = ['{"name":"morse-live"}', '"use strict";(()=>{})', '\0asm\x01\0\0\0', '\x08\x08\x12\x0emorse <', ''];
  for (const file of files) {
    const { buffer } = new TextEncoder().encode(file);
    assert.equal(
      told(() => checkContent(buffer, ADDRESS, 'assets-not-found')),
      'nothing',
      file,
    );
  }
  assert.equal(
    told(() => checkAnswer(new Response('{}'), ADDRESS, 'assets-not-found')),
    'nothing',
  );
});

test('a data: URL is not printed whole', async () => {
  const { message } = await unreachable(new URL(`data:,${'x'.repeat(5000)}`), 'model-missing', null);
  assert.ok(message.length < 400, message);
});

describe('a fetch that the browser refuses', () => {
  let server: Server;
  before(() => {
    server = createServer((_, response) => response.end());
    return new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  test('is blamed on CORS only where a server is', async () => {
    const there = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/morse-live.json`);
    const refused = new TypeError('Failed to fetch');
    assert.match((await unreachable(there, 'assets-not-found', refused)).message, /morse-live\.json: .*CORS/);
    const nowhere = new URL('http://127.0.0.1:1/morse-live.json');
    assert.match((await unreachable(nowhere, 'assets-not-found', refused)).message, /morse-live\.json: network error/);
  });
});

describe('a fetch that nothing answers', () => {
  const codeOn = async (page: string, address: string, onLine = true) => {
    const before = Object.getOwnPropertyDescriptors(globalThis);
    for (const [name, value] of Object.entries({ location: { origin: page }, navigator: { onLine } }))
      Object.defineProperty(globalThis, name, { configurable: true, value });
    try {
      return (await unreachable(new URL(address), 'assets-not-found', new TypeError())).code;
    } finally {
      for (const name of ['location', 'navigator'] as const) {
        Reflect.deleteProperty(globalThis, name);
        if (before[name]) Object.defineProperty(globalThis, name, before[name]);
      }
    }
  };
  const nowhere = 'http://127.0.0.1:1';

  test('is one without a network where the page’s own server was asked, or the browser says so', async () => {
    assert.equal(await codeOn(nowhere, `${nowhere}/morse-live.json`), 'network');
    assert.equal(await codeOn('https://club.example', `${nowhere}/morse-live.json`), 'assets-not-found');
    assert.equal(await codeOn('https://club.example', `${nowhere}/morse-live.json`, false), 'network');
  });

  test('is none of a page that was opened as a file', async () => {
    assert.equal(await codeOn('null', 'file:///home/me/morse-live.json'), 'assets-not-found');
  });
});

test('a file that a bundler has made a data: URL of is read without a connection', async (t) => {
  t.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('refused by the policy')));
  for (const address of [
    'data:application/json;base64,eyJuYW1lIjoi4oCTIn0=',
    'data:application/json,%7B%22name%22%3A%22%E2%80%93%22%7D',
  ]) {
    const response = await askFor(new URL(address));
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.deepEqual(await response.json(), { name: '–' });
  }
});
