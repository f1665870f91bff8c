import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a program in the repository's root, its output shown as it comes.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's environment
 * @returns {Promise<number>} the exit status; 1 when a signal ended it
 */
export function exitCode(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * As {@link exitCode}, for a program that has to succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function run(command, args, env) {
  const code = await exitCode(command, args, env);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with status ${code}`);
}
