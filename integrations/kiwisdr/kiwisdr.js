// KiwiSDR: <morse-decoder> in the receiver's page. See README.md beside this file.
/// <reference path="../hosts.d.ts" />

void (async () => {
  const CDN = 'https://cdn.jsdelivr.net/npm/morse-decoder-element@0/';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const base = (window.morseDecoder?.package ?? /^(.*\/)integrations\//.exec(script?.src ?? '')?.[1] ?? CDN).replace(
    /[^/]$/,
    '$&/',
  );
  /** Flag of a packet with two channels, interleaved. */
  const STEREO = 0x08;
  const MAX_LOST_PACKETS = 200;

  /** Of the packet that `audio_prepare` has been given just before its sound comes here. */
  let packet = { number: Number.NaN, flags: 0 };
  let previous = { number: Number.NaN, seconds: 0 };

  /** @param {import('../lib/feed.js').Feed} feed */
  const taps = (feed) => [
    {
      owner: window,
      name: 'audio_prepare',
      hear: (/** @type {[Int16Array, number, number, number]} */ [, , number, flags]) => {
        packet = { number, flags };
      },
    },
    {
      owner: window,
      name: 'extint_audio_data',
      // The array is the page's own, used again for each packet, and longer than what it holds.
      hear: (/** @type {[Int16Array, number]} */ [pcm, count]) => {
        const rate = window.ext_sample_rate();
        const channels = packet.flags & STEREO ? 2 : 1;
        const seconds = count / channels / rate;
        const lost = packet.number - previous.number - 1;
        if (lost > 0 && lost <= MAX_LOST_PACKETS) feed.missing(lost * previous.seconds);
        previous = { number: packet.number, seconds };
        if (channels === 2 || isSquelched(pcm, count)) feed.missing(seconds);
        else feed.push(pcm, { rate, count });
      },
    },
  ];

  /**
   * Every sample is 1 while the squelch is closed.
   *
   * @param {Int16Array} pcm
   * @param {number} count
   */
  function isSquelched(pcm, count) {
    for (let i = 0; i < count; i++) if (pcm[i] !== 1) return false;
    return true;
  }

  function dial() {
    const mode = window.ext_get_mode();
    if (!/^(us|ls|cw)/.test(mode)) return null;
    const { low, high } = window.ext_get_passband();
    const offset = window.ext_get_freq_range?.().offset_kHz ?? 0;
    return {
      dial: window.ext_get_carrier_freq() / 1000 + offset,
      sideband: /** @type {'usb' | 'lsb'} */ (low + high < 0 ? 'lsb' : 'usb'),
      ...(mode.startsWith('cw') ? { pitch: Math.abs(low + high) / 2 } : {}),
    };
  }

  /**
   * In CW the page shows, and is told, the signal's own frequency.
   *
   * @param {number} kilohertz of 0 Hz audio
   * @param {number} radioFrequency kHz
   */
  function tune(kilohertz, radioFrequency) {
    const mode = window.ext_get_mode();
    window.ext_tune(mode.startsWith('cw') ? radioFrequency : kilohertz, mode, window.ext_zoom?.CUR ?? 4);
  }

  try {
    /** @type {typeof import('../lib/receiver.js')} */
    const { addToPage, hear } = await import(
      new URL('integrations/lib/receiver.js', new URL(base, document.baseURI)).href
    );
    addToPage(hear({ taps, dial, tune }));
  } catch (error) {
    console.warn(`morse-decoder: nothing was found at ${base}.`, error);
  }
})();
