import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import { keepFile, recallFile } from './asset-store.js';

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const fileOf = (name: string, text: string) => ({ name, sum: createHash('sha256').update(text).digest('hex') });

/** What the Cache API does, in memory. */
class FakeCache {
  readonly kept = new Map<string, ArrayBuffer>();

  async match(url: string): Promise<Response | undefined> {
    const bytes = this.kept.get(url);
    return bytes && new Response(bytes);
  }

  async put(url: string, response: Response): Promise<void> {
    this.kept.set(url, await response.arrayBuffer());
  }

  async delete(url: string): Promise<boolean> {
    return this.kept.delete(url);
  }

  async keys(): Promise<readonly { url: string }[]> {
    return [...this.kept.keys()].map((url) => ({ url }));
  }
}

describe('the files of earlier visits', () => {
  let cache: FakeCache;
  const offer = (open: () => Promise<FakeCache>) =>
    Object.defineProperty(globalThis, 'caches', { value: { open }, configurable: true });

  beforeEach(() => {
    cache = new FakeCache();
    offer(async () => cache);
  });

  test('come back as they were kept', async () => {
    const file = fileOf('model.onnx', 'weights');
    assert.equal(await recallFile(file), null);
    await keepFile(file, bytesOf('weights'));
    assert.deepEqual(await recallFile(file), bytesOf('weights'));
  });

  test('are thrown away when they are damaged', async () => {
    const file = fileOf('model.onnx', 'weights');
    await keepFile(file, bytesOf('weighty'));
    assert.equal(await recallFile(file), null);
    assert.equal(cache.kept.size, 0);
  });

  test('give way to a new version, and not to another file', async () => {
    const [old, next, other] = [fileOf('model', 'one'), fileOf('model', 'two'), fileOf('model-2', 'three')];
    await keepFile(old, bytesOf('one'));
    await keepFile(other, bytesOf('three'));
    await keepFile(next, bytesOf('two'));
    assert.equal(await recallFile(old), null);
    assert.deepEqual(await recallFile(next), bytesOf('two'));
    assert.deepEqual(await recallFile(other), bytesOf('three'));
  });

  test('are no error where the browser keeps none, or has no room', async () => {
    const file = fileOf('model.onnx', 'weights');
    cache.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
    await keepFile(file, bytesOf('weights'));
    offer(() => Promise.reject(new DOMException('', 'SecurityError')));
    await keepFile(file, bytesOf('weights'));
    assert.equal(await recallFile(file), null);
    Reflect.deleteProperty(globalThis, 'caches');
    await keepFile(file, bytesOf('weights'));
    assert.equal(await recallFile(file), null);
  });
});
