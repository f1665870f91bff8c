import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { root } from '../../scripts/lib/root.mjs';

/** What the server answers at one path. */
export interface Answer {
  readonly body?: string | Uint8Array;
  /** A file below the repository's root, instead of a body. */
  readonly file?: string;
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Half of the body is sent at once, the rest after this. */
  readonly hold?: Promise<void>;
}

export interface ServerOptions {
  /** Sends `Access-Control-Allow-Origin: *` with everything. */
  readonly cors?: boolean;
  /** Sent with everything, for example what makes a page cross-origin isolated. */
  readonly headers?: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.onnx': 'application/octet-stream',
};

/**
 * An origin of its own on 127.0.0.1: `/dist/…` from the build, and whatever answers a test gives. Two of them are two
 * origins.
 */
export class TestServer {
  /** Paths asked for, in order. */
  readonly requests: string[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Server;
  readonly #options: ServerOptions;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#respond(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sets what is answered at `path`; null: what it was by itself. Returns the whole address. */
  answer(path: string, answer: Answer | null): string {
    if (answer) this.#answers.set(path, answer);
    else this.#answers.delete(path);
    return this.origin + path;
  }

  /** A page at `path`; returns its address. */
  page(path: string, html: string, headers: Readonly<Record<string, string>> = {}): string {
    return this.answer(path, { body: html, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.origin).pathname;
    this.requests.push(path);
    const answer = this.#answers.get(path) ?? ownAnswer(path);
    const body = await bodyOf(answer);
    const headers = {
      'content-type': TYPES[extname(answer.file ?? path)] ?? 'text/plain',
      'cache-control': 'no-cache',
      ...(this.#options.cors ? { 'access-control-allow-origin': '*' } : {}),
      ...this.#options.headers,
      ...answer.headers,
    };
    response.writeHead(body === null ? 404 : (answer.status ?? 200), headers);
    const bytes = Buffer.from(body ?? 'Not found');
    const half = answer.hold === undefined ? 0 : bytes.length >> 1;
    if (half > 0) response.write(bytes.subarray(0, half));
    await answer.hold;
    response.end(bytes.subarray(half));
  }
}

function ownAnswer(path: string): Answer {
  if (path.startsWith('/dist/')) return { file: path };
  // Browsers ask for it by themselves, and complain when there is none.
  return path === '/favicon.ico' ? { body: '' } : { status: 404 };
}

async function bodyOf({ body, file, status = 200 }: Answer): Promise<string | Uint8Array | null> {
  if (!file) return body ?? (status === 404 ? null : '');
  try {
    return await readFile(join(root, normalize(file)));
  } catch {
    return null;
  }
}
