import type { MorseDecoderElement } from '../src/components/morse-decoder.js';
import type { DecoderSnapshot, PoolWorker } from '../src/page/snapshot.js';

/** Milliseconds from one look to the next, while the figures are open. */
const INTERVAL = 500;

/** Shows the pool and the receiver's status for as long as `details` is open. */
export function showFigures(details: HTMLDetailsElement, decoder: MorseDecoderElement): void {
  const figures = details.querySelector('dl');
  const workers = details.querySelector('tbody');
  if (!figures || !workers) return;
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = () => {
    const { snapshot } = decoder.store;
    figures.replaceChildren(...figuresOf(snapshot).flatMap(([name, value]) => figure(name, value)));
    workers.replaceChildren(...(snapshot.pool.length > 0 ? snapshot.pool.map(row) : [emptyRow()]));
  };
  details.addEventListener('toggle', () => {
    clearInterval(timer);
    if (!details.open) return;
    show();
    timer = setInterval(show, INTERVAL);
  });
}

function figuresOf({ state, pool, status, channels, newest, oldest }: DecoderSnapshot): readonly [string, string][] {
  const slots = pool.reduce((sum, worker) => sum + worker.slots, 0);
  return [
    ['State', state],
    ['Workers', String(pool.length)],
    ['Slots', String(slots)],
    ['Channels', String(channels.length)],
    ['Latency', status ? `${Math.round(status.latency)} ms` : '–'],
    ['Behind', status ? `${status.lag.toFixed(2)} s` : '–'],
    ['Read', status ? `${Math.round(status.work)} s for ${status.stations} stations` : '–'],
    ['History', `${Math.round(newest - oldest)} s`],
    ['Sample rate', status ? `${status.sampleRate} Hz` : '–'],
  ];
}

function figure(name: string, value: string): readonly HTMLElement[] {
  const box = document.createElement('div');
  const term = document.createElement('dt');
  const description = document.createElement('dd');
  term.textContent = name;
  description.textContent = value;
  box.append(term, description);
  return [box];
}

function row({ id, slots, busy, queue, meanBatch, memory }: PoolWorker): HTMLTableRowElement {
  const element = document.createElement('tr');
  const meter = document.createElement('meter');
  Object.assign(meter, { min: 0, max: 1, high: 0.95, low: 0.8, optimum: 0, value: busy });
  const load = document.createElement('td');
  load.append(meter, `${Math.round(busy * 100)} %`);
  element.append(
    cell(String(id)),
    cell(String(slots)),
    load,
    cell(String(queue)),
    cell(meanBatch.toFixed(1)),
    cell(`${Math.round(memory / 2 ** 20)} MiB`),
  );
  return element;
}

function cell(text: string): HTMLTableCellElement {
  const element = document.createElement('td');
  element.textContent = text;
  return element;
}

function emptyRow(): HTMLTableRowElement {
  const element = document.createElement('tr');
  const only = cell('No workers: they start with the decoder and go a while after it.');
  only.colSpan = 6;
  element.append(only);
  return element;
}
