import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/spots.js';
import { MorseSpotsElement } from '../../src/components/morse-spots.js';
import type { CallsignSpot, SpotChange } from '../../src/engine/types.js';
import { MorseSpotEvent } from '../../src/page/events.js';
import type { FakeDecoder } from './support/fake-decoder.js';
import './support/fake-decoder.js';

const spot = (id: number, callsign: string, more: Partial<CallsignSpot> = {}): CallsignSpot => ({
  ...{ id, channel: id, callsign, type: 'cq', frequency: 500 + id, radioFrequency: null, time: id, first: id },
  ...{ wpm: 25, snr: 10, confidence: 0.9, count: 2, utc: Date.now() - 1000 * id },
  ...more,
});

/** As a decoder does: into its store, and as an event. */
function tell(decoder: FakeDecoder, change: SpotChange, ...spots: readonly CallsignSpot[]): void {
  for (const one of spots) {
    decoder.store.apply([{ type: 'spot', change, spot: one }]);
    decoder.dispatchEvent(new MorseSpotEvent(one, change));
  }
}

const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

describe('morse-spots', () => {
  let decoder: FakeDecoder;
  let list: MorseSpotsElement;

  const root = () => list.shadowRoot as ShadowRoot;
  const rows = () => [...root().querySelectorAll<HTMLTableRowElement>('tbody tr')];
  const calls = () => rows().map((row) => row.querySelector('button')?.textContent);
  const head = (name: string) => root().querySelector(`thead .${name}`) as HTMLElement;
  const focused = () => root().activeElement?.textContent;

  beforeEach(async () => {
    decoder = await fixture<FakeDecoder>(html`<fake-decoder id="decoder"></fake-decoder>`);
    tell(decoder, 'new', spot(1, 'DL1ABC', { snr: 4 }), spot(2, 'K1ABC', { type: 'dx', snr: -3 }));
    list = await fixture<MorseSpotsElement>(html`<morse-spots for="decoder"></morse-spots>`);
  });

  it('takes over what the page has set before it was defined', async () => {
    const early = document.createElement('morse-spots-early');
    Object.assign(early, { for: 'decoder', filter: 'K1' });
    decoder.after(early);
    customElements.define('morse-spots-early', class extends MorseSpotsElement {});
    expect((early as MorseSpotsElement).shown.map(({ callsign }) => callsign)).to.deep.equal(['K1ABC']);
    early.remove();
  });

  it('lists what was heard before it came and what comes, once, and takes mistakes back', async () => {
    tell(decoder, 'new', spot(3, 'OZ1ABC', { radioFrequency: 7010.65, utc: Date.now() }));
    tell(decoder, 'again', spot(1, 'DL1ABC', { snr: 7 }));
    tell(decoder, 'withdrawn', spot(2, 'K1ABC'));
    await drawn();
    expect(calls()).to.deep.equal(['OZ1ABC', 'DL1ABC']);
    const cells = [...(rows()[0]?.children ?? [])].map(({ textContent }) => textContent?.replaceAll('\u202f', ' '));
    expect(cells).to.deep.equal(['OZ1ABCDenmark', '7 010.65', 'Denmark', 'CQ', '25', '+10', '90 %', 'now']);
    expect(root().querySelector('.count')?.textContent).to.equal('2 stations');
  });

  it('sorts by a heading, tells so, and back; filters, and tells how many are left', async () => {
    tell(decoder, 'new', spot(3, 'DL2ABC', { snr: 20 }));
    await drawn();
    const sort = head('snr').querySelector('button') as HTMLButtonElement;
    sort.click();
    expect(calls()).to.deep.equal(['DL2ABC', 'DL1ABC', 'K1ABC']);
    expect(head('snr').getAttribute('aria-sort')).to.equal('descending');
    expect(head('heard').hasAttribute('aria-sort')).to.equal(false);
    sort.click();
    expect(calls()).to.deep.equal(['K1ABC', 'DL1ABC', 'DL2ABC']);
    root().querySelector('input')?.focus();
    await sendKeys({ type: 'germany' });
    expect(calls()).to.deep.equal(['DL1ABC', 'DL2ABC']);
    expect(root().querySelector('[role=status]')?.textContent).to.equal('2 of 3 stations');
  });

  it('is gone through by keys, one stop of the Tab key, and Enter or a click tunes', async () => {
    tell(decoder, 'new', spot(3, 'OZ1ABC', { radioFrequency: 7010.65 }));
    await drawn();
    expect(root().querySelectorAll('tbody [tabindex="0"]').length).to.equal(1);
    root().querySelector<HTMLElement>('tbody [tabindex="0"]')?.focus();
    expect(focused()).to.equal('DL1ABC');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'End' });
    expect(focused()).to.equal('OZ1ABC');
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal('K1ABC');
    await sendKeys({ press: 'Enter' });
    rows()[0]?.click();
    expect(decoder.asked).to.deep.equal(['tune 502', 'tune 501']);
  });

  it('a row with the focus keeps it and its place, whatever comes and however it is sorted', async () => {
    const many = Array.from({ length: 40 }, (_, i) => spot(10 + i, `DL${i % 10}A${String.fromCharCode(65 + i / 2)}`));
    tell(decoder, 'new', ...many);
    await drawn();
    const row = rows().find((one) => one.textContent?.startsWith('DL5AC')) as HTMLElement;
    row.querySelector('button')?.focus();
    row.scrollIntoView({ block: 'center' });
    const top = row.getBoundingClientRect().top;
    tell(decoder, 'new', ...[1, 2, 3].map((i) => spot(100 + i, `G${i}ABC`, { utc: Date.now() })));
    await drawn();
    expect(calls().slice(0, 3)).to.have.members(['G1ABC', 'G2ABC', 'G3ABC']);
    expect(focused()).to.equal('DL5AC');
    expect(Math.abs(row.getBoundingClientRect().top - top)).to.be.lessThan(1.5);
    head('callsign').querySelector('button')?.dispatchEvent(new MouseEvent('click'));
    expect(calls()).to.deep.equal([...calls()].sort());
    expect(focused()).to.equal('DL5AC');
  });

  it('touches no other row of 500 when one is heard', async () => {
    tell(
      decoder,
      'new',
      ...Array.from({ length: 500 }, (_, i) =>
        spot(1000 + i, `K${i % 10}A${String.fromCharCode(65 + (i % 26))}`, { frequency: 2000 * i }),
      ),
    );
    await drawn();
    let touched = 0;
    const watch = new MutationObserver((records) => {
      touched += records.length;
    });
    watch.observe(root(), { childList: true, characterData: true, subtree: true });
    tell(decoder, 'new', spot(9000, 'OZ1ABC', { utc: Date.now() }));
    await drawn();
    watch.disconnect();
    expect(calls()[0]).to.equal('OZ1ABC');
    expect(touched).to.be.lessThan(6);
  });

  it('saves what is shown', async () => {
    list.spotter = 'oz9xyz';
    list.filter = 'denmark';
    tell(decoder, 'new', spot(3, 'OZ1ABC', { radioFrequency: 7010.65, utc: Date.UTC(2026, 10, 26, 14, 5) }));
    await drawn();
    const [line, ...rest] = list.export('cluster').split('\r\n');
    expect(line).to.equal('DX de OZ9XYZ-#:   7010.6  OZ1ABC         CW    10 dB  25 WPM  CQ      1405Z');
    expect(rest).to.deep.equal(['']);
    expect(list.export('adif')).to.include('<CALL:6>OZ1ABC <FREQ:8>7.010650 <BAND:3>40m <MODE:2>CW');
    expect(JSON.parse(list.export('json')).country).to.equal('Denmark');
    expect(() => list.export('rbn' as 'csv')).to.throw(RangeError, /cluster, adif, csv and json/);
    expect(list.export('csv').split('\r\n').length).to.equal(3);
  });

  it('offers to save only what there is', async () => {
    const saving = () => [...root().querySelectorAll('.save button')].map((one) => (one as HTMLButtonElement).disabled);
    tell(decoder, 'new', spot(3, 'OZ1ABC', { utc: Date.now() }));
    await drawn();
    expect(new Set(saving())).to.deep.equal(new Set([false]));
    list.filter = 'nowhere';
    expect(new Set(saving())).to.deep.equal(new Set([true]));
    list.filter = '';
    list.clear();
    expect(new Set(saving())).to.deep.equal(new Set([true]));
  });

  it('is accessible, empty and full, in light and dark', async () => {
    for (const scheme of ['light', 'dark']) {
      list.style.colorScheme = scheme;
      await expect(list).to.be.accessible();
    }
    list.clear();
    expect(root().querySelector('.empty')?.textContent).to.match(/appear here/);
    await expect(list).to.be.accessible();
  });
});
