// `npm start`: from a fresh clone to the demo in a browser. Runs on Node alone; installs what it needs.
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/process.mjs';

try {
  await ensureInstalled();
  await run('npm', ['run', '--silent', 'build']);
  await run('npm', ['run', '--silent', 'build:demo']);
  await run('npm', ['run', '--silent', 'preview']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
