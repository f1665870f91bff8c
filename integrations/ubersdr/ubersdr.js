// UberSDR v2: <morse-decoder> in the receiver's page or in a panel. See README.md beside this file.
/// <reference path="../hosts.d.ts" />

void (async () => {
  const CDN = 'https://cdn.jsdelivr.net/npm/morse-decoder-element@0/';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const base = (window.morseDecoder?.package ?? /^(.*\/)integrations\//.exec(script?.src ?? '')?.[1] ?? CDN).replace(
    /[^/]$/,
    '$&/',
  );
  const ID = 'morse-decoder';
  const PORT = 'ubersdr.audio-port';
  /** Hz by which the receiver shifts what it hears in CW. */
  const CW_PITCH = 500;
  const FIRST_SEARCH_MILLISECONDS = 250;
  const ASK_AGAIN_MILLISECONDS = 3000;
  /** A panel has an API of its own; the page has a client of its bridge, some time after it has loaded. */
  const isPanel = Boolean(window.ubersdr);

  /** @returns {Promise<UberSdrClient>} */
  async function client() {
    if (window.ubersdr) return window.ubersdr.ready();
    while (!window.UberSDR) await new Promise((resolve) => setTimeout(resolve, FIRST_SEARCH_MILLISECONDS));
    return window.UberSDR;
  }

  /** @type {UberSdrTuning | null} */
  let tuning = null;

  /**
   * CW is centred on the frequency that the page shows, and heard 500 Hz above or below it.
   *
   * @returns {import('../lib/receiver.js').Dial | null}
   */
  function dial() {
    const { frequency, mode } = tuning ?? {};
    if (typeof frequency !== 'number') return null;
    if (mode === 'usb' || mode === 'lsb') return { dial: frequency / 1000, sideband: mode };
    if (mode === 'cwu') return { dial: (frequency - CW_PITCH) / 1000, sideband: 'usb', pitch: CW_PITCH };
    if (mode === 'cwl') return { dial: (frequency + CW_PITCH) / 1000, sideband: 'lsb', pitch: CW_PITCH };
    return null;
  }

  /**
   * @param {UberSdrClient} bridge
   * @param {typeof import('../lib/receiver.js')} library
   * @returns {import('../lib/receiver.js').Listen}
   */
  const listenTo =
    (bridge, { Feed, complain, safely, showDial, tuneOnRequest }) =>
    (decoder) => {
      const feed = new Feed(decoder);
      /** @type {MessagePort | null} */
      let port = null;
      /** @param {MessageEvent} message */
      const take = ({ data, ports: [handed] }) => {
        if (data?.[PORT] !== ID || !handed) return;
        port?.close();
        port = handed;
        port.onmessage = ({ data: { pcm, sampleRate, frames } }) =>
          safely(() => {
            showDial(decoder, dial());
            if (String(tuning?.mode).startsWith('iq')) feed.missing(frames / sampleRate);
            else feed.push(new Float32Array(pcm), { rate: sampleRate, count: 2 * frames, channels: 2 });
          });
      };
      const ask = () => {
        if (port) return;
        bridge.command('audio', { action: 'start', id: ID }).catch(complain);
      };
      const follow = () => bridge.subscribe(['tuning']).then((now) => (tuning = now?.tuning ?? tuning), complain);
      window.addEventListener('message', take);
      const offs = [
        bridge.on('tuning', (now) => (tuning = now)),
        // The page has started anew and knows nothing of what it was asked before.
        bridge.on('announce', () => {
          port = null;
          void follow();
          ask();
        }),
        tuneOnRequest(decoder, dial, (kilohertz, radioFrequency) => {
          const inCw = String(tuning?.mode).startsWith('cw');
          bridge.command('tune', { frequency: Math.round(1000 * (inCw ? radioFrequency : kilohertz)) }).catch(complain);
        }),
      ];
      void follow();
      ask();
      // There is no sound to hand out before the receiver has been started.
      const timer = setInterval(ask, ASK_AGAIN_MILLISECONDS);
      return () => {
        clearInterval(timer);
        window.removeEventListener('message', take);
        for (const off of offs) off();
        port?.close();
        bridge.command('audio', { action: 'stop' }).catch(complain);
      };
    };

  try {
    /** @type {typeof import('../lib/receiver.js')} */
    const library = await import(new URL('integrations/lib/receiver.js', new URL(base, document.baseURI)).href);
    library.addToPage(listenTo(await client(), library), { open: isPanel });
  } catch (error) {
    console.warn(`morse-decoder: nothing was found at ${base}.`, error);
  }
})();
