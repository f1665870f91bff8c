// `npm run typecheck`: the projects, one for each set of globals that code here runs with.
import { exitCode } from './lib/process.mjs';

const projects = [
  'tsconfig.json',
  'tsconfig.worker.json',
  'tsconfig.worklet.json',
  'tsconfig.node.json',
  'tsconfig.integrations.json',
];

for (const project of projects) {
  const memory = `node_modules/.cache/${project}.tsbuildinfo`;
  const args = ['--project', project, '--incremental', '--tsBuildInfoFile', memory];
  if ((await exitCode('node_modules/.bin/tsc', args)) !== 0) process.exitCode = 1;
}
