import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { mainCopy, waitForState, waitForStreamTime, withDecoder } from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';
import { MICROPHONE_TAIL, wavOf } from '../support/stations.js';

/** The page of README's first lines: one script, one element, three buttons. */
const page = (library: string) => `<!doctype html>
<html lang="en">
<title>Club site</title>
<script type="module" src="${library}/dist/morse-decoder.js"></script>
<morse-decoder id="cw" source="microphone"></morse-decoder>
<button type="button" commandfor="cw" command="--toggle">Start / stop</button>
<button type="button" commandfor="cw" command="--re-decode">Read the last minute again</button>
<button type="button" commandfor="cw" command="--follow-frequency">Follow drift</button>
</html>`;

const TEXT = 'CQ CQ DE HB9ZZZ HB9ZZZ PSE K';

describe('a club site with the library on another origin', { timeout: 120_000 }, () => {
  let folder: string;
  let site: TestServer;
  let library: TestServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-e2e-'));
    const station = { frequency: 640, wpm: 28, snr: 15, text: TEXT, start: 2.5 };
    await writeFile(join(folder, 'station.wav'), wavOf({ stations: [station], seconds: 22 + MICROPHONE_TAIL }));
    site = await TestServer.start();
    library = await TestServer.start({ cors: true });
  });

  after(async () => {
    await site?.close();
    await library?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('works under the Content-Security-Policy that the README names', async () => {
    const cdn = library.origin;
    const policy = `script-src ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; worker-src blob:`;
    const address = site.page('/', page(cdn), { 'content-security-policy': policy });
    const browser = await launchChromium({ microphone: join(folder, 'station.wav') });
    try {
      const { page, complaints } = await openPage(browser, address);
      await page.click('[command="--toggle"]');
      await waitForState(page, ['listening', 'decoding'], 15_000);
      // The panel grows when sound comes, and the button below it moves: a click while it does would miss it.
      await waitForStreamTime(page, 0.5, 10_000);
      await page.click('[command="--follow-frequency"]');
      // What a button shows is what the receiver has said, so it comes a moment after the click.
      await page.waitForSelector('[command="--follow-frequency"][aria-pressed="true"]');
      const pressed = await page.$$eval('button', (buttons) => buttons.map((button) => button.ariaPressed));
      assert.deepEqual(pressed, ['true', null, 'true'], 'the buttons show what is on');

      await waitForStreamTime(page, 18, 30_000);
      assert.equal(foldText((await mainCopy(page)).text), TEXT);
      await page.click('[command="--re-decode"]');
      await waitForStreamTime(page, 21, 10_000);
      assert.equal(foldText((await mainCopy(page)).text), TEXT, 'read again, it says the same');

      await page.click('[command="--toggle"]');
      await waitForState(page, ['paused', 'idle'], 5_000);
      assert.deepEqual(complaints, []);
      const foreign = site.requests.filter((path) => path !== '/' && path !== '/favicon.ico');
      assert.deepEqual(foreign, [], 'nothing is asked of the page’s own server');
      assert.ok(await withDecoder(page, (decoder) => decoder.matches(':state(paused)')), 'a style sheet can tell');
    } finally {
      await browser.close();
    }
  });
});
