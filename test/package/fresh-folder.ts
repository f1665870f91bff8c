import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../../scripts/lib/root.mjs';
import type { TestServer } from '../support/server.js';

const execute = promisify(execFile);
const apps = join(dirname(fileURLToPath(import.meta.url)), 'consumer');

/** Milliseconds in which a development server has to answer. */
const PATIENCE = 30_000;

/** A user's folder: the apps of `consumer/`, and in node_modules/ their tools and this package, as npm would publish it. */
export class FreshFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<FreshFolder> {
    const folder = new FreshFolder(await mkdtemp(join(tmpdir(), 'morse-package-')));
    await cp(apps, folder.path, { recursive: true });
    const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder.path];
    const { stdout } = await execute('npm', pack, { cwd: root });
    await folder.run('npm', [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      `./${stdout.trim()}`,
    ]);
    return folder;
  }

  /** A field of the installed package's package.json. */
  async field(name: string): Promise<string> {
    const text = await readFile(join(this.path, 'node_modules/morse-decoder-element/package.json'), 'utf8');
    return String((JSON.parse(text) as Record<string, unknown>)[name]);
  }

  /** Runs a program there, or one of its node_modules/.bin; returns what it prints. */
  async run(command: string, args: readonly string[]): Promise<string> {
    const { stdout } = await execute(this.#program(command), args, { cwd: this.path });
    return stdout.trim();
  }

  /** Starts a server with `--port`; returns its address once it answers, and the way to end it. */
  async serve(command: string, args: readonly string[]): Promise<{ address: string; stop: () => void }> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}/`;
    const options = ['--host', '127.0.0.1', '--port', String(port), '--strictPort'];
    const server = spawn(this.#program(command), [...args, ...options], { cwd: this.path, stdio: 'ignore' });
    const until = performance.now() + PATIENCE;
    while (!(await answers(address))) {
      if (server.exitCode !== null || performance.now() > until)
        throw new Error(`${command} does not serve ${address}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { address, stop: () => server.kill() };
  }

  /** Puts all files below a folder on a server, at paths below `at`. */
  async publish(folder: string, server: TestServer, at: string): Promise<void> {
    const entries = await readdir(join(this.path, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = join(entry.parentPath, entry.name);
      const body = await readFile(file);
      const path = file.slice(join(this.path, folder).length);
      server.answer(`${at}${path}`, { body });
    }
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  #program(command: string): string {
    return command === 'npm' || command === 'node' ? command : join(this.path, 'node_modules/.bin', command);
  }
}

const answers = (address: string): Promise<boolean> =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );

/** A port that nobody has at the moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
