import { kilohertz } from '../src/engine/radio.js';
import { FIST_NAMES } from './simulator/keyer.js';
import type { LiveBandStart, LiveSettings } from './simulator/live-band.js';

type NumberKey = { [K in keyof LiveSettings]: LiveSettings[K] extends number ? K : never }[keyof LiveSettings];

interface Slider {
  readonly key: NumberKey;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly show: (value: number) => string;
}

/** kHz by which the dial may be turned to either side. */
const DIAL_TURN = 2;

const slidersOf = ({ settings: { dial }, pairs }: LiveBandStart): readonly Slider[] => [
  {
    key: 'dial',
    label: 'Receiver’s dial',
    min: dial - DIAL_TURN,
    max: dial + DIAL_TURN,
    step: 0.01,
    show: (v) => `${kilohertz(v)} kHz`,
  },
  { key: 'stations', label: 'Stations', min: 0, max: pairs ? 200 : 40, step: 1, show: String },
  ...SLIDERS.filter(({ key }) => !pairs || key !== 'interferers'),
];

const SLIDERS: readonly Slider[] = [
  { key: 'slowest', label: 'Slowest', min: 5, max: 50, step: 1, show: (v) => `${v} WPM` },
  { key: 'fastest', label: 'Fastest', min: 5, max: 60, step: 1, show: (v) => `${v} WPM` },
  { key: 'snr', label: 'Signal over noise', min: -12, max: 30, step: 1, show: (v) => `${v < 0 ? `−${-v}` : v} dB` },
  { key: 'fadingDepth', label: 'Fading, depth', min: 0, max: 1, step: 0.05, show: (v) => `${Math.round(v * 100)} %` },
  { key: 'fadingRate', label: 'Fading, rate', min: 0.05, max: 5, step: 0.05, show: (v) => `${v.toFixed(2)} Hz` },
  { key: 'drift', label: 'Drift', min: 0, max: 2, step: 0.1, show: (v) => `${v.toFixed(1)} Hz/s` },
  { key: 'interferers', label: 'Interference', min: 0, max: 6, step: 1, show: (v) => (v === 0 ? 'none' : String(v)) },
];

const FISTS: Readonly<Record<LiveSettings['fist'], string>> = {
  mixed: 'A mix of all',
  machine: 'Keyboard (perfect)',
  paddle: 'Paddle and keyer',
  bug: 'Bug (semi-automatic)',
  straight: 'Straight key',
};

/** Fills `container` with the simulator's controls; `onChange` gets all settings after each change. */
export function buildKnobs(
  container: HTMLElement,
  start: LiveBandStart,
  onChange: (settings: LiveSettings) => void,
): void {
  let { settings } = start;
  const change = (part: Partial<LiveSettings>) => {
    settings = { ...settings, ...part };
    onChange(settings);
  };
  for (const slider of slidersOf(start)) container.append(sliderFor(slider, settings[slider.key], change));
  container.append(fistChoice(settings.fist, (fist) => change({ fist })));
}

function sliderFor(
  { key, label, min, max, step, show }: Slider,
  value: number,
  change: (part: Partial<LiveSettings>) => void,
): HTMLElement {
  const output = document.createElement('output');
  output.textContent = show(value);
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', min, max, step, value });
  input.addEventListener('input', () => {
    output.textContent = show(input.valueAsNumber);
    input.setAttribute('aria-valuetext', output.textContent);
    change({ [key]: input.valueAsNumber });
  });
  input.setAttribute('aria-valuetext', output.textContent);
  return labelled(label, output, input);
}

function fistChoice(value: LiveSettings['fist'], change: (fist: LiveSettings['fist']) => void): HTMLElement {
  const select = document.createElement('select');
  const names = ['mixed', ...FIST_NAMES] as const;
  for (const name of names) select.add(new Option(FISTS[name], name, name === value, name === value));
  select.addEventListener('change', () => change(names.find((name) => name === select.value) ?? 'mixed'));
  return labelled('Hand', select);
}

function labelled(text: string, ...controls: readonly HTMLElement[]): HTMLElement {
  const label = document.createElement('label');
  label.className = 'knob';
  const name = document.createElement('span');
  name.textContent = text;
  label.append(name, ...controls);
  return label;
}
