import { commandsPlugin } from './commands-manifest-plugin.mjs';

export default {
  globs: ['src/index.ts', 'src/components/**/*.ts', 'src/page/**/*.ts'],
  exclude: ['**/*.test.ts'],
  outdir: '.',
  litelement: true,
  plugins: [commandsPlugin],
};
