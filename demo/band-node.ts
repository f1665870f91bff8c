import workletUrl from './simulator/band-worklet.ts?worker&url';
import {
  DEFAULT_SETTINGS,
  type LiveBandStart,
  type LiveSettings,
  WIDE_RATE,
  WIDE_SETTINGS,
} from './simulator/live-band.js';

/** The simulated band as a source node in an audio graph of the page, as a WebSDR's page would have one. */
export class BandNode {
  readonly node: AudioWorkletNode;
  readonly #audible: GainNode;

  /** @param pairs the whole band as I and Q, not what one receiver hears of it */
  static async create(pairs: boolean): Promise<BandNode> {
    const context = new AudioContext(pairs ? { sampleRate: WIDE_RATE } : {});
    // Browsers give pages without https no AudioWorklet. The decoder does without; this simulator does not.
    if (!context.audioWorklet) throw new Error('The simulated band needs https:// or localhost; choose the recording.');
    await context.audioWorklet.addModule(workletUrl);
    return new BandNode(context, { settings: pairs ? WIDE_SETTINGS : DEFAULT_SETTINGS, pairs });
  }

  private constructor(context: AudioContext, start: LiveBandStart) {
    this.node = new SimulatedBandNode(context, start);
    this.#audible = new GainNode(context, { gain: 0 });
    // Connected also while it is not heard: a node that leads nowhere is not asked for samples.
    this.node.connect(this.#audible).connect(context.destination);
  }

  get #context(): AudioContext {
    return this.node.context as AudioContext;
  }

  set(settings: LiveSettings): void {
    this.node.port.postMessage(settings);
  }

  hear(on: boolean): void {
    this.#audible.gain.setTargetAtTime(on ? 0.6 : 0, this.#context.currentTime, 0.03);
  }

  /** Lets the band stand still while nobody listens to it. */
  async rest(): Promise<void> {
    await this.#context.suspend();
  }
}

class SimulatedBandNode extends AudioWorkletNode {
  constructor(context: AudioContext, processorOptions: LiveBandStart) {
    super(context, 'band', {
      numberOfInputs: 0,
      outputChannelCount: [processorOptions.pairs ? 2 : 1],
      processorOptions,
    });
  }
}

// The panel shows the class's name as the source's; minified names would not tell anybody anything.
Object.defineProperty(SimulatedBandNode, 'name', { value: 'Simulated band' });
