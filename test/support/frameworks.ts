import { type BuildOptions, build } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import { type CompilerOptions, compileScript, parse } from 'vue/compiler-sfc';
import { root } from '../../scripts/lib/root.mjs';

/** A component of a snippet, mounted into the page with the recording's address, as a bundler makes it. */
export function reactPage(code: string): Promise<string> {
  const main = `import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Station } from 'snippet';
createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(Station, { address: 'recording.wav' }));`;
  return bundle(main, { snippet: code });
}

export function vuePage(code: string, compilerOptions: CompilerOptions): Promise<string> {
  const { descriptor, errors } = parse(code, { filename: 'Station.vue' });
  if (errors.length > 0) throw errors[0];
  const script = compileScript(descriptor, {
    id: 'station',
    inlineTemplate: true,
    templateOptions: { compilerOptions },
  });
  const main = `import { createApp } from 'vue';
import Station from 'snippet';
createApp(Station, { address: 'recording.wav' }).mount(document.body.appendChild(document.createElement('main')));`;
  return bundle(main, { snippet: script.content });
}

export function sveltePage(code: string): Promise<string> {
  const { js, warnings } = compileSvelte(code, { filename: 'Station.svelte', generate: 'client' });
  if (warnings.length > 0) throw new Error(warnings.map(({ message }) => message).join('\n'));
  const main = `import { mount } from 'svelte';
import Station from 'snippet';
mount(Station, { target: document.body.appendChild(document.createElement('main')), props: { address: 'recording.wav' } });`;
  return bundle(main, { snippet: js.code });
}

/** The options that a configuration of Vite gives to Vue's plugin. */
export async function vueOptions(config: string): Promise<CompilerOptions> {
  const code = await bundle(config, { '@vitejs/plugin-vue': 'export default (options) => options;' });
  const { default: vite } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return vite.plugins[0].template.compilerOptions;
}

/** One module, the library left to the page's import map. */
async function bundle(main: string, modules: Readonly<Record<string, string>>): Promise<string> {
  const options: BuildOptions = {
    stdin: { contents: main, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    conditions: ['browser', 'production'],
    external: ['morse-decoder-element'],
    plugins: [
      {
        name: 'snippet',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path }) => (path in modules ? { path, namespace: 'snippet' } : undefined));
          onLoad({ filter: /.*/, namespace: 'snippet' }, ({ path }) => ({
            contents: modules[path] ?? '',
            loader: 'jsx',
            resolveDir: root,
          }));
        },
      },
    ],
  };
  const { outputFiles } = await build(options);
  // The module stands in a script element.
  return (outputFiles?.[0]?.text ?? '').replaceAll('</script', '<\\/script');
}
