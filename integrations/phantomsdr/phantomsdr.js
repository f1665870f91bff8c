// PhantomSDR-Plus: <morse-decoder> in the receiver's page. See README.md beside this file.
/// <reference path="../hosts.d.ts" />

void (async () => {
  const CDN = 'https://cdn.jsdelivr.net/npm/morse-decoder-element@0/';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const base = (window.morseDecoder?.package ?? /^(.*\/)integrations\//.exec(script?.src ?? '')?.[1] ?? CDN).replace(
    /[^/]$/,
    '$&/',
  );
  /** Gain of what the page plays, whatever the codec. */
  const BOOST = 175;
  /** Hz by which the page tunes lower in CW. */
  const CW_PITCH = 750;

  // The page listens on its window too, where the first one is asked first; what these do comes with the library.
  const keys = /** @type {import('../lib/keys.js').Ear} */ ({ handleEvent() {} });
  for (const type of ['keydown', 'keypress', 'keyup']) window.addEventListener(type, keys, true);

  /** @param {import('../lib/feed.js').Feed} feed */
  const taps = (feed) => [
    {
      owner: window.audio,
      name: 'playAudio',
      // Before the boost there is another array (FLAC), or the same one (Opus), whose values have been boosted already. The page
      // works on its array in place, so the values are kept before it does.
      keep: (/** @type {[Float32Array, Float32Array | undefined]} */ [played, received]) => {
        const unboosted = received && received !== played;
        return [(unboosted ? received : played).slice(), unboosted ? 1 : 1 / BOOST];
      },
      hear: (/** @type {[Float32Array, number]} */ [pcm, scale]) => {
        const { audio } = window;
        if (audio) feed.push(pcm, { rate: audio.audioOutputSps, channels: audio.channels === 2 ? 2 : 1, scale });
      },
    },
  ];

  /** The page keeps the carrier in bins of its spectrum. */
  function dial() {
    const { audio } = window;
    if (!audio) return null;
    const { demodulation, baseFreq, totalBandwidth, audioMaxSize } = audio;
    const sidebands = /** @type {const} */ ({ USB: 'usb', LSB: 'lsb', CW: 'usb' });
    const sideband = sidebands[/** @type {keyof typeof sidebands} */ (demodulation)];
    if (!sideband) return null;
    const carrier = baseFreq + (audio.getAudioRange()[1] / audioMaxSize) * totalBandwidth;
    return demodulation === 'CW'
      ? { dial: (carrier - CW_PITCH) / 1000, sideband, pitch: CW_PITCH }
      : { dial: carrier / 1000, sideband };
  }

  /**
   * @param {number} kilohertz of 0 Hz audio
   * @param {number} radioFrequency kHz
   */
  function tune(kilohertz, radioFrequency) {
    // In Hz: the page takes what is below a million for kHz.
    window.setfreq?.(Math.round(1000 * (window.audio?.demodulation === 'CW' ? radioFrequency : kilohertz)));
  }

  try {
    /** @type {typeof import('../lib/receiver.js')} */
    const { addToPage, hear } = await import(
      new URL('integrations/lib/receiver.js', new URL(base, document.baseURI)).href
    );
    addToPage(hear({ taps, dial, tune }), { keys });
  } catch (error) {
    console.warn(`morse-decoder: nothing was found at ${base}.`, error);
  }
})();
