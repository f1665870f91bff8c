import { nodeResolve } from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';

export default {
  input: 'main.js',
  plugins: [nodeResolve({ browser: true }), importMetaAssets()],
  output: { dir: 'built/rollup', format: 'es' },
};
