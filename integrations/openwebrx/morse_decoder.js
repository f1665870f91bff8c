// OpenWebRX+ receiver plugin: <morse-decoder> in the receiver's page. See README.md beside this file.
/// <reference path="../hosts.d.ts" />

(() => {
  const CDN = 'https://cdn.jsdelivr.net/npm/morse-decoder-element@0/';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const base = (window.morseDecoder?.package ?? /^(.*\/)integrations\//.exec(script?.src ?? '')?.[1] ?? CDN).replace(
    /[^/]$/,
    '$&/',
  );

  /**
   * What goes into the resamplers is Int16 as received: before the volume, and also while no sound is played.
   *
   * @param {import('../lib/feed.js').Feed} feed
   */
  function taps(feed) {
    const engine = window.audioEngine;
    return [
      {
        owner: engine?.resampler,
        name: 'process',
        as: 'narrow',
        hear: (/** @type {[Int16Array]} */ [pcm]) => engine && feed.push(pcm, { rate: engine.getOutputRate() }),
      },
      {
        owner: engine?.hdResampler,
        name: 'process',
        as: 'wide',
        hear: (/** @type {[Int16Array]} */ [pcm]) => engine && feed.push(pcm, { rate: engine.getHdOutputRate() }),
      },
    ];
  }

  function demodulator() {
    return window.$('#openwebrx-panel-receiver').demodulatorPanel().getDemodulator();
  }

  /** In CW the demodulator is tuned to 0 Hz audio too; the offset that the page shows is in the filter. */
  function dial() {
    const now = demodulator();
    const modulation = now?.get_modulation() ?? '';
    if (!now || !['cw', 'usb', 'lsb', 'usbd', 'lsbd'].includes(modulation)) return null;
    const { low_cut, high_cut } = now.getBandpass();
    const lower = modulation.startsWith('lsb');
    return {
      dial: ((window.center_freq ?? 0) + now.get_offset_frequency()) / 1000,
      sideband: /** @type {'usb' | 'lsb'} */ (lower ? 'lsb' : 'usb'),
      ...(modulation === 'cw' ? { pitch: Math.abs(low_cut + high_cut) / 2 } : {}),
    };
  }

  /** @param {number} kilohertz of 0 Hz audio */
  function tune(kilohertz) {
    demodulator()?.set_offset_frequency(Math.round(1000 * kilohertz - (window.center_freq ?? 0)));
  }

  async function init() {
    try {
      /** @type {typeof import('../lib/receiver.js')} */
      const { addToPage, hear } = await import(
        new URL('integrations/lib/receiver.js', new URL(base, document.baseURI)).href
      );
      addToPage(hear({ taps, dial, tune }), {
        inside: () => document.querySelector('#openwebrx-panels-container-left'),
      });
      return true;
    } catch (error) {
      console.warn(`morse_decoder: nothing was found at ${base}.`, error);
      return false;
    }
  }

  Plugins.morse_decoder ??= {};
  Plugins.morse_decoder.no_css = true;
  Plugins.morse_decoder.init = init;
})();
