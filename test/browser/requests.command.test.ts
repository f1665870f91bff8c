import { expect } from '@open-wc/testing';
import type { MorseChannelElement } from '../../src/components/morse-channel.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { REQUESTS, type RequestName } from '../../src/page/requests.js';
import { addDecoder, becomes, RATE, reaches, replace, samplesOf, streamOf, TEST_TIMEOUT } from './support/page.js';

const LOW = { frequency: 600, wpm: 24, snr: 20, text: 'CQ CQ DE OE1ABC OE1ABC K', start: 0.5 };
const HIGH = { frequency: 900, wpm: 26, snr: 18, text: 'QRZ DE G3XYZ G3XYZ K', start: 0.5 };

describe('buttons with commandfor', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;

  beforeEach(() => {
    decoder = addDecoder({ id: 'cw', frequency: '600', channels: '4' });
    decoder.sourceObject = streamOf(samplesOf({ stations: [LOW, HIGH], seconds: 20, sampleRate: RATE }));
  });

  afterEach(() => document.body.replaceChildren());

  const near = (hertz: number) => (): boolean => Math.abs((decoder.frequency ?? 0) - hertz) < 8;
  const pressed = (button: Element): string | null => button.getAttribute('aria-pressed');

  it('start, stop and toggle', async () => {
    const start = button('cw', 'start');
    const toggle = button('cw', 'toggle');
    start.click();
    await reaches(decoder, ['listening', 'decoding']);
    expect(pressed(toggle)).to.equal('true');
    button('cw', 'stop').click();
    expect(decoder.state).to.equal('paused');
    expect(pressed(toggle)).to.equal('false');
    toggle.click();
    await reaches(decoder, ['listening', 'decoding']);
    expect(pressed(toggle)).to.equal('true');
    expect(pressed(start)).to.equal(null);
    await reaches(decoder, ['ended']);
    expect(pressed(toggle)).to.equal('false');
    expect(decoder.text).to.equal(LOW.text);
  });

  it('tune up and down, to the next signal and back', async () => {
    button('cw', 'start').click();
    await reaches(decoder, ['ended']);
    button('cw', 'tune-up').click();
    await becomes(decoder, () => decoder.frequency === 610, '610 Hz');
    expect(decoder.getAttribute('frequency')).to.equal('610');
    button('cw', 'tune-down').click();
    await becomes(decoder, () => decoder.frequency === 600, '600 Hz');
    button('cw', 'next-signal').click();
    await becomes(decoder, near(HIGH.frequency), 'the signal above');
    button('cw', 'previous-signal').click();
    await becomes(decoder, near(LOW.frequency), 'the signal below');
  });

  it('follow drift: the attribute and aria-pressed go with it, also when the page changes it', async () => {
    const follow = button('cw', 'follow-frequency');
    button('cw', 'start').click();
    await reaches(decoder, ['ended']);
    follow.click();
    await becomes(decoder, () => pressed(follow) === 'true', 'pressed');
    expect(decoder.follow).to.equal(true);
    decoder.follow = false;
    await becomes(decoder, () => pressed(follow) === 'false', 'released');
  });

  it('re-decode leaves the text as it was sent', async () => {
    button('cw', 'start').click();
    await reaches(decoder, ['ended']);
    let began = false;
    const main = () => decoder.store.snapshot.channels.find(({ info }) => info.role === 'main');
    decoder.store.subscribe(() => {
      began ||= main()?.reDecoding ?? false;
    });
    button('cw', 're-decode').click();
    await becomes(decoder, () => began && !main()?.reDecoding, 'end of the re-decode');
    expect(decoder.text).to.equal(LOW.text);
  });

  it('copy, save and clear the text', async () => {
    button('cw', 'start').click();
    await reaches(decoder, ['ended']);
    let copied = '';
    const giveBack = replace(navigator, 'clipboard', {
      writeText: async (text: string) => {
        copied = text;
      },
    });
    button('cw', 'copy-text').click();
    giveBack();
    expect(copied).to.equal(LOW.text);

    let saved: HTMLAnchorElement | null = null;
    const restore = replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
      saved = this;
    });
    button('cw', 'save-text').click();
    restore();
    const link = saved as HTMLAnchorElement | null;
    expect(link?.download).to.match(/^morse-\d+-hz\.txt$/);
    expect(await (await fetch(link?.href ?? '')).text()).to.match(/^0:00:00 {2}CQ CQ DE OE1ABC OE1ABC K$/m);

    button('cw', 'clear').click();
    await becomes(decoder, () => decoder.text === '', 'empty text');
  });

  it('a side channel is kept, and becomes the main one', async () => {
    button('cw', 'start').click();
    await reaches(decoder, ['ended']);
    const side = decoder.store.snapshot.channels.find(({ info }) => Math.abs(info.frequency - HIGH.frequency) < 8);
    expect(side?.info.role).to.equal('automatic');
    const view = document.body.appendChild(document.createElement('morse-channel')) as MorseChannelElement;
    Object.assign(view, { id: 'side', channelId: side?.info.id });
    view.setAttribute('for', 'cw');
    await view.updateComplete;
    const role = (): string | undefined =>
      decoder.store.snapshot.channels.find(({ info }) => info.id === side?.info.id)?.info.role;
    const pin = button('side', 'pin');
    pin.click();
    await becomes(decoder, () => role() === 'pinned', 'a pinned channel');
    expect(pressed(pin)).to.equal('true');
    button('side', 'make-main').click();
    await becomes(decoder, () => role() === 'main', 'another main channel');
    expect(near(HIGH.frequency)()).to.equal(true);
    expect(decoder.text).to.equal(HIGH.text);
  });

  it('a command that the table does not have is ignored, with one warning', () => {
    const warnings: string[] = [];
    const restore = replace(console, 'warn', (text: string) => warnings.push(text));
    const unknown = document.body.appendChild(document.createElement('button'));
    unknown.setAttribute('commandfor', 'cw');
    unknown.setAttribute('command', '--make-coffee');
    unknown.click();
    unknown.click();
    restore();
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('--make-coffee');
    expect(decoder.state).to.equal('idle');
  });

  it('a key does what the command of the same request does, but not while the user types', async () => {
    const input = decoder.appendChild(document.createElement('input'));
    const press = (target: Element): boolean =>
      target.dispatchEvent(
        new KeyboardEvent('keydown', { key: REQUESTS.toggle.key, bubbles: true, composed: true, cancelable: true }),
      );
    press(input);
    expect(decoder.state).to.equal('idle');
    press(decoder);
    await reaches(decoder, ['listening', 'decoding']);
    press(decoder);
    expect(decoder.state).to.equal('paused');
  });
});

describe('the table of requests', () => {
  it('names commands, methods and keys each once, and the decoder has every method', () => {
    const rows = Object.values(REQUESTS);
    const once = (values: readonly string[]): boolean => new Set(values).size === values.length;
    expect(once(rows.map(({ command }) => command))).to.equal(true);
    expect(once(rows.map(({ key }) => key).filter(Boolean))).to.equal(true);
    const decoder = document.createElement('morse-decoder');
    for (const { method } of rows) expect(Reflect.get(decoder, method), method).to.be.a('function');
  });
});

function button(commandfor: string, name: RequestName): HTMLButtonElement {
  const made = document.body.appendChild(document.createElement('button'));
  made.type = 'button';
  made.setAttribute('commandfor', commandfor);
  made.setAttribute('command', REQUESTS[name].command);
  return made;
}
