/** What the pages of receivers put into their windows, as far as it is used here. None of them publishes types. */

interface Window {
  /** Set by who adds the decoder, before the script: where the package is, and whether the decoder opens by itself. */
  morseDecoder?: { readonly package?: string; readonly open?: boolean };

  readonly audioEngine?: OpenWebRxEngine | null;
  readonly center_freq?: number;
  $(selector: '#openwebrx-panel-receiver'): { demodulatorPanel(): { getDemodulator(): OpenWebRxDemodulator | null } };

  // KiwiSDR.
  ext_sample_rate(): number;
  ext_get_mode(): string;
  ext_get_passband(): { low: number; high: number };
  ext_get_freq_range?(): { offset_kHz: number };
  ext_get_carrier_freq(): number;
  ext_tune(kilohertz: number, mode: string, zoom: number): void;
  readonly ext_zoom?: { readonly CUR: number };

  /** In UberSDR’s page. */
  readonly UberSDR?: UberSdrClient;
  /** In a panel of UberSDR. */
  readonly ubersdr?: { ready(): Promise<UberSdrClient> };

  /** PhantomSDR-Plus. */
  readonly audio?: PhantomSdrAudio;
  setfreq?(hertz: number): unknown;
}

interface OpenWebRxEngine {
  readonly resampler: object;
  readonly hdResampler: object;
  getOutputRate(): number;
  getHdOutputRate(): number;
}

interface OpenWebRxDemodulator {
  get_modulation(): string;
  get_offset_frequency(): number;
  set_offset_frequency(hertz: number): void;
  getBandpass(): { low_cut: number; high_cut: number };
}

interface UberSdrTuning {
  readonly frequency: number;
  readonly mode: string;
}

interface UberSdrClient {
  command(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  subscribe(topics: readonly string[]): Promise<{ readonly tuning?: UberSdrTuning } | null>;
  on(topic: string, listener: (value: UberSdrTuning) => void): () => void;
}

interface PhantomSdrAudio {
  readonly audioOutputSps: number;
  readonly channels: number;
  readonly demodulation: string;
  readonly baseFreq: number;
  readonly totalBandwidth: number;
  readonly audioMaxSize: number;
  getAudioRange(): [left: number, middle: number, right: number];
}

/** OpenWebRX+ makes the object before it loads the script of that name. */
declare const Plugins: {
  morse_decoder?: { no_css?: boolean; init?: () => Promise<boolean> };
};
