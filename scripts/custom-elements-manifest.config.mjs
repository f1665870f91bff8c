import { commandsPlugin } from './commands-manifest-plugin.mjs';
import { tidyPlugin } from './tidy-manifest-plugin.mjs';

export default {
  globs: ['src/classes.ts', 'src/vocabulary.ts', 'src/components/**/*.ts', 'src/page/**/*.ts'],
  exclude: ['**/*.test.ts'],
  outdir: '.',
  litelement: true,
  plugins: [commandsPlugin, tidyPlugin],
};
