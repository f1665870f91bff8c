import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/**
 * Starts a virtual display and WebKitWebDriver on it, each in a process group of its own that is ended with this process
 * (dbus-run-session leaves the driver behind when only it is ended).
 *
 * @param {string} driver path of WebKitWebDriver
 * @returns {Promise<number>} the port on 127.0.0.1 that the driver listens on
 */
export async function startWebKitDriver(driver) {
  const xvfb = group('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {}, 'pipe');
  const display = await firstLine(xvfb);
  const port = await freePort();
  group('dbus-run-session', ['--', driver, `--port=${port}`, '--host=127.0.0.1'], { DISPLAY: `:${display}` }, 'ignore');
  await untilItAnswers(port);
  return port;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'pipe' | 'ignore'} extra what file descriptor 3 is
 */
function group(command, args, env, extra) {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', extra],
    env: { ...process.env, ...env },
  });
  process.once('exit', () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended by itself.
    }
  });
  // Exit handlers run only when a signal is turned into an exit.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(1));
  child.unref();
  return child;
}

/**
 * @param {import('node:child_process').ChildProcess} xvfb
 * @returns {Promise<string>}
 */
function firstLine(xvfb) {
  const displayNumber = /** @type {import('node:net').Socket} */ (xvfb.stdio[3]);
  return new Promise((resolve, reject) => {
    displayNumber.once('data', (data) => {
      resolve(String(data).trim());
      displayNumber.unref();
    });
    xvfb.once('error', reject);
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with status ${code}`)));
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function untilItAnswers(port) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error('WebKitWebDriver does not answer', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
