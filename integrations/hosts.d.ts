/** What the pages of receivers put into their windows, as far as it is used here. */

interface Window {
  /** Set by who adds the decoder, before the script: where the package is, and whether the decoder opens by itself. */
  morseDecoder?: { readonly package?: string; readonly open?: boolean };

  // OpenWebRX(+). Not typed further: none of it has types of its own.
  readonly audioEngine?: any;
  readonly center_freq?: number;
  readonly $: any;

  // KiwiSDR.
  ext_sample_rate(): number;
  ext_get_mode(): string;
  ext_get_passband(): { low: number; high: number };
  ext_get_freq_range?(): { offset_kHz: number };
  ext_get_carrier_freq(): number;
  ext_tune(kilohertz: number, mode: string, zoom: number): void;
  readonly ext_zoom?: { readonly CUR: number };

  // UberSDR: the page, and a panel.
  readonly UberSDR?: any;
  readonly ubersdr?: any;

  // PhantomSDR-Plus.
  readonly audio: any;
  setfreq?(hertz: number): unknown;
}

declare const Plugins: Record<string, any>;
