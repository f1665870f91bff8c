import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/morse-channel-define.js';
import type { FakeDecoder } from './support/fake-decoder.js';
import './support/fake-decoder.js';
import { addDecoder, becomes, keyed, RATE, reaches, station, TEST_TIMEOUT } from './support/page.js';

describe('alphabets', function () {
  this.timeout(TEST_TIMEOUT);

  afterEach(() => {
    for (const decoder of document.querySelectorAll('morse-decoder')) decoder.remove();
  });

  it('auto prints Latin, then kana from DO to SN, with voiced kana as one character, and Latin again', async () => {
    const text = 'CQ DE JA1ABC <DO> ガンバレ、パスポート <SN> DE JA1ABC K';
    const decoder = addDecoder({ frequency: '700', channels: '0', alphabet: 'auto' });
    const spots: string[] = [];
    decoder.addEventListener('morse-callsign', ({ callsign }) => spots.push(callsign));
    let told = 0;
    decoder.addEventListener('morse-text', ({ characters, removed }) => {
      told += characters.length - removed;
    });
    decoder.push(station(keyed('auto', text), 42), RATE);
    decoder.end();
    await reaches(decoder, ['ended', 'error']);
    expect(decoder.text).to.equal(text);
    const [channel] = decoder.store.snapshot.channels;
    expect(channel?.characters).to.have.length(told);
    expect(channel?.characters.find((character) => character.text === 'ガ')?.code).to.equal('.-.. ..');
    expect(spots).to.include('JA1ABC');
  });

  it('prints what it has in another alphabet as soon as that is chosen', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0', alphabet: 'hebrew' });
    decoder.push(station(keyed('hebrew', 'שלום'), 12), RATE);
    await becomes(decoder, () => decoder.text === 'שלום', 'Hebrew');
    decoder.setAttribute('alphabet', 'greek');
    await becomes(decoder, () => decoder.text === 'ΣΛΕΜ', 'Greek');
    decoder.alphabet = 'hebrew';
    await becomes(decoder, () => decoder.text === 'שלום', 'Hebrew again');
  });
});

describe('right-to-left text', () => {
  const LINE = 'שלום לכולם כאן תחנה מספר אחת עם אנטנה חדשה על הגג ומזג אוויר נאה מאוד ';

  async function channel(content: ReturnType<typeof html>) {
    const decoder = await fixture<FakeDecoder>(html`<fake-decoder>${content}</fake-decoder>`);
    const element = decoder.querySelector('morse-channel');
    if (!element) throw new Error('no channel');
    decoder.open({ role: 'main', id: 0 });
    decoder.print(0, LINE.repeat(4));
    decoder.print(0, 'סוף', 0.3);
    await element.updateComplete;
    return element.renderRoot;
  }

  it('runs from the right in the log, and a Latin paragraph from the left', async () => {
    const root = await channel(html`<morse-channel main style="width: 500px"></morse-channel>`);
    const said = root.querySelector('.said');
    if (!said) throw new Error('no text');
    expect(getComputedStyle(said).direction).to.equal('rtl');
    const first = document.createRange();
    const letters = said.firstElementChild?.firstChild;
    if (!letters) throw new Error('no letters');
    first.setStart(letters, 0);
    first.setEnd(letters, 1);
    const { right } = said.getBoundingClientRect();
    expect(first.getBoundingClientRect().right).to.be.closeTo(right, 2);
  });

  it('shows its newest letters in a line', async () => {
    const root = await channel(html`<morse-channel main compact style="width: 500px"></morse-channel>`);
    const tail = root.querySelector('.tail')?.getBoundingClientRect();
    const newest = root.querySelector('.doubtful')?.getBoundingClientRect();
    if (!tail || !newest) throw new Error('no line');
    expect(newest.left).to.be.at.least(tail.left);
    expect(newest.right).to.be.at.most(tail.right);
  });
});
