import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChannelInfo, ReceiverEvent, ReceiverOptions, ReceiverRequest } from '../engine/types.js';
import { type ErrorCode, MorseDecoderError } from '../errors.js';
import type { OpenedSource, Source, SourceEnvironment } from '../sources/source.js';
import { DecoderSession } from './decoder-session.js';
import type { ReceiverCallbacks, ReceiverSettings } from './receiver.js';
import { DecoderStore } from './store.js';

const OPTIONS: ReceiverOptions = {
  frequency: 700,
  dial: null,
  sideband: 'usb',
  channels: 4,
  minFrequency: 200,
  maxFrequency: 3000,
  history: 120,
  settle: 'main',
  alphabet: 'international',
  follow: false,
};

const main: ChannelInfo = {
  id: 1,
  role: 'main',
  activity: 'live',
  frequency: 700,
  radioFrequency: null,
  wpm: null,
  snr: null,
  following: false,
  lastHeard: null,
};

/** A decoder without a page: its receivers and sources are given by the test. */
function bench() {
  const store = new DecoderStore();
  const failures: ErrorCode[] = [];
  const receivers: { posted: ReceiverRequest[]; callbacks: ReceiverCallbacks; disposed: boolean }[] = [];
  const environments: SourceEnvironment[] = [];
  const asked: ReceiverSettings[] = [];
  const told: ReceiverEvent[] = [];
  let gate: Promise<void> = Promise.resolve();
  let refuse: MorseDecoderError | null = null;
  let sourceFails: MorseDecoderError | null = null;
  let released = 0;

  const source: Source = {
    kind: 'push',
    open: async (environment): Promise<OpenedSource> => {
      environments.push(environment);
      environment.scope.add(() => {
        released++;
      });
      await environment.sink;
      if (sourceFails) throw sourceFails;
      return { description: { kind: 'push', label: '', sampleRate: 8000, processing: null }, openTap: null };
    },
  };
  const session = new DecoderSession(
    {
      options: OPTIONS,
      folders: { assetBase: new URL('https://cdn.example/'), workerBase: null },
      pairs: null,
      muted: false,
      isConnected: true,
      openReceiver: async (settings, callbacks) => {
        asked.push(settings);
        await gate;
        if (refuse) throw refuse;
        const receiver = { posted: [] as ReceiverRequest[], callbacks, disposed: false };
        receivers.push(receiver);
        return {
          post: (request) => receiver.posted.push(request),
          audioPort: () => new MessageChannel().port1,
          closeAudio: () => {},
          pushAudio: () => {},
          openFile: () => new MessageChannel().port2,
          pool: [],
          dispose: () => {
            receiver.disposed = true;
          },
        };
      },
      source: () => source,
      heard: (events) => told.push(...events),
      failed: ({ code }) => failures.push(code),
      warned: ({ code }) => failures.push(code),
    },
    store,
  );
  return {
    session,
    store,
    failures,
    receivers,
    environments,
    asked,
    told,
    get released() {
      return released;
    },
    state: () => store.snapshot.state,
    hear: (...events: ReceiverEvent[]) => receivers.at(-1)?.callbacks.onEvents(events),
    refuseModel: (error: MorseDecoderError | null) => {
      refuse = error;
    },
    failSource: (error: MorseDecoderError | null) => {
      sourceFails = error;
    },
    holdModel: () => {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
  };
}

describe('start and stop', () => {
  test('start() settles when sound flows; a second call waits for the same start', async () => {
    const { session, state, receivers } = bench();
    const first = session.start();
    assert.equal(state(), 'loading');
    assert.equal(session.start(), first);
    await first;
    assert.equal(state(), 'listening');
    assert.equal(receivers.length, 1);
  });

  test('stop() while the model loads lets the source go, and start() rejects with "aborted"', async () => {
    const one = bench();
    const open = one.holdModel();
    const started = one.session.start();
    one.session.stop();
    open();
    await assert.rejects(started, { code: 'aborted' });
    assert.equal(one.released, 1);
    assert.deepEqual(one.failures, []);
    assert.equal(one.state(), 'idle');
  });

  test('start, stop, start in one turn ends listening, with one source open', async () => {
    const one = bench();
    const first = one.session.start();
    one.session.stop();
    await Promise.all([assert.rejects(first), one.session.start()]);
    assert.equal(one.state(), 'listening');
    assert.equal(one.receivers.length, 1);
    assert.equal(one.environments.length - one.released, 1);
  });

  test('stop() keeps text and history: the receiver stays, and reads its last character', async () => {
    const { session, receivers, hear, state, store } = bench();
    await session.start();
    hear({ type: 'channel-opened', channel: main });
    session.stop();
    await Promise.resolve();
    assert.deepEqual(receivers[0]?.posted.at(-1), { type: 'end' });
    await session.start();
    assert.equal(receivers.length, 1);
    assert.equal(store.snapshot.channels.length, 1);
    hear({ type: 'drained' });
    assert.equal(state(), 'listening', 'the answer to the first stop must not end the second run');
  });

  test('stop() and start() in one turn end nothing: the sound goes on without a pause', async () => {
    const { session, receivers, state } = bench();
    await session.start();
    session.stop();
    await session.start();
    assert.equal(state(), 'listening');
    assert.equal(receivers.length, 1);
    assert.ok(!receivers[0]?.posted.some(({ type }) => type === 'end'));
  });

  test('a source that ends is "ended" only after its last character has been read', async () => {
    const one = bench();
    await one.session.start();
    one.environments[0]?.ended();
    assert.equal(one.state(), 'listening');
    one.hear({ type: 'drained' });
    assert.equal(one.state(), 'ended');
    assert.equal(one.released, 1);
    await one.session.start();
    assert.equal(one.state(), 'listening');
  });
});

test('what is asked for settles when it is done, when the receiver is lost, and at once while there is none', async () => {
  const { session, receivers, hear, store } = bench();
  await session.ask({ type: 'clear', channel: 1 });
  await session.start();
  hear({ type: 'channel-opened', channel: main });
  const settled: string[] = [];
  const ask = (request: ReceiverRequest) => void session.ask(request).then(() => settled.push(request.type));
  const answer = async () => {
    const echo = receivers[0]?.posted.findLast(({ type }) => type === 'echo') as { type: 'echo'; number: number };
    hear(echo);
    await new Promise((resolve) => setTimeout(resolve));
  };
  ask({ type: 'clear', channel: 1 });
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(settled, []);
  await answer();
  assert.deepEqual(settled, ['clear']);
  ask({ type: 're-decode', channel: 1 });
  hear({ type: 're-decode', channel: 1, phase: 'started', seconds: 9 });
  await answer();
  assert.deepEqual(settled, ['clear']);
  hear({ type: 're-decode', channel: 1, phase: 'finished', seconds: 9 });
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(settled, ['clear', 're-decode']);
  assert.equal(store.snapshot.channels.length, 1);
  ask({ type: 'next-signal', direction: 1 });
  await answer();
  assert.deepEqual(settled, ['clear', 're-decode'], 'where to tune is not all of it');
  ask({ type: 're-decode', channel: 1 });
  hear({ type: 're-decode', channel: 1, phase: 'started', seconds: 9 });
  await answer();
  receivers[0]?.callbacks.onError(new MorseDecoderError('worker-lost'));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(settled, ['clear', 're-decode', 'next-signal', 're-decode']);
});

test('a source that falls silent is read to its end, and the decoder listens on', async () => {
  const b = bench();
  await b.session.start();
  b.environments[0]?.lull();
  assert.deepEqual(b.receivers[0]?.posted.at(-1), { type: 'lull' });
  assert.equal(b.state(), 'listening');
  b.session.stop();
  const posted = b.receivers[0]?.posted.length;
  b.environments[0]?.lull();
  assert.equal(b.receivers[0]?.posted.length, posted);
});

describe('errors', () => {
  test('a missing model is an error with a code, and another start() tries again', async () => {
    const { session, state, store, failures, refuseModel } = bench();
    refuseModel(new MorseDecoderError('model-missing'));
    await assert.rejects(session.start(), { code: 'model-missing' });
    assert.equal(state(), 'error');
    assert.equal(store.snapshot.error?.code, 'model-missing');
    assert.deepEqual(failures, ['model-missing']);
    refuseModel(null);
    await session.start();
    assert.equal(state(), 'listening');
    assert.equal(store.snapshot.error, null);
  });

  test('a denied microphone lets everything go that the source had opened', async () => {
    const one = bench();
    one.failSource(new MorseDecoderError('permission-denied'));
    await assert.rejects(one.session.start(), { code: 'permission-denied' });
    assert.equal(one.released, 1);
    assert.equal(one.state(), 'error');
  });

  test('a source that fails before the decoder is ready rejects start() with what went wrong', async () => {
    const one = bench();
    const open = one.holdModel();
    const started = one.session.start();
    one.environments[0]?.failed(new MorseDecoderError('network'));
    open();
    await assert.rejects(started, { code: 'network' });
    assert.equal(one.state(), 'error');
    assert.deepEqual(one.failures, ['network']);
  });

  test('nobody has to catch the promise of start()', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { session, refuseModel } = bench();
    refuseModel(new MorseDecoderError('network'));
    void session.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  test('an unplugged device ends the run; a late failure of an old run is not shown', async () => {
    const { session, environments, failures, state } = bench();
    await session.start();
    session.stop();
    await session.start();
    environments[0]?.failed(new MorseDecoderError('device-lost'));
    assert.equal(state(), 'listening');
    environments[1]?.failed(new MorseDecoderError('device-lost'));
    assert.equal(state(), 'error');
    assert.deepEqual(failures, ['device-lost']);
  });

  test('a receiver that is lost is opened anew by start(), and what it printed stays until then', async () => {
    const { session, receivers, hear, store, state } = bench();
    await session.start();
    hear({ type: 'channel-opened', channel: main });
    receivers[0]?.callbacks.onError(new MorseDecoderError('worker-lost'));
    assert.equal(state(), 'error');
    assert.equal(receivers[0]?.disposed, true);
    assert.equal(store.snapshot.channels.length, 1);
    await session.start();
    assert.equal(receivers.length, 2);
    assert.equal(store.snapshot.channels.length, 0);
  });
});

describe('removal and change of source', () => {
  test('a removed element lets source and receiver go, also while loading, and can be started again', async () => {
    const one = bench();
    await one.session.start();
    one.session.release();
    assert.equal(one.receivers[0]?.disposed, true);
    assert.equal(one.released, 1);
    assert.equal(one.state(), 'idle');

    const open = one.holdModel();
    const started = one.session.start();
    one.session.release();
    open();
    await assert.rejects(started, { code: 'aborted' });
    await one.session.start();
    assert.equal(one.receivers.filter(({ disposed }) => !disposed).length, 1);
  });

  test('a decoder that begins anew tells that its channels have gone, and never uses their numbers again', async () => {
    const { session, hear, told, asked } = bench();
    await session.start();
    hear({ type: 'channel-opened', channel: main }, { type: 'channel-opened', channel: { ...main, id: 7 } });
    session.release();
    await session.start();
    assert.deepEqual(
      told.filter(({ type }) => type === 'channel-closed'),
      [1, 7].map((id) => ({ type: 'channel-closed', id })),
    );
    assert.deepEqual(
      asked.map(({ firstId }) => firstId),
      [1, 8],
    );
  });

  test('another source is another stream: history, channels and times begin anew', async () => {
    const { session, receivers, hear, store, state } = bench();
    await session.start();
    hear({ type: 'channel-opened', channel: main });
    session.changeSource();
    await session.start();
    assert.equal(state(), 'listening');
    assert.ok(receivers[0]?.posted.some(({ type }) => type === 'reset'));
    assert.equal(store.snapshot.channels.length, 0);
  });

  test('a channel that an element holds is opened again after every new beginning', async () => {
    const { session, receivers, hear } = bench();
    const held = session.holdChannel(600);
    await session.start();
    assert.ok(receivers[0]?.posted.some((request) => request.type === 'open' && request.frequency === 600));
    hear({ type: 'channel-opened', channel: { ...main, id: 2, role: 'pinned', frequency: 601 } });
    assert.equal(held.id, 2);
    session.changeSource();
    await session.start();
    assert.equal(held.id, null);
    hear({ type: 'channel-opened', channel: { ...main, id: 3, role: 'pinned', frequency: 600 } });
    assert.equal(held.id, 3);
    held.dispose();
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(receivers[0]?.posted.at(-1), { type: 'close', channel: 3 });
  });
});
