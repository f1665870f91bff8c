import * as classes from 'morse-decoder-element/classes';
import * as library from 'morse-decoder-element/react';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';

class Subclass extends library.MorseDecoderElement {}

const attributes = { source: '#radio', channels: '8' };
console.log(
  JSON.stringify({
    names: Object.keys(library).sort().join(' '),
    sameClasses: Object.entries(library).every(([name, value]) => Reflect.get(classes, name) === value),
    subclass: new Subclass() instanceof library.MorseDecoderElement,
    code: new library.MorseDecoderError('no-source').code,
    react: renderToString(createElement('morse-decoder', attributes)),
    vue: await renderVue(createSSRApp({ render: () => h('morse-decoder', attributes) })),
  }),
);
