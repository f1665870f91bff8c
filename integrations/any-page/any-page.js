// <morse-decoder> on any page that plays sound by Web Audio. See README.md beside this file.
/// <reference path="../hosts.d.ts" />

void (async () => {
  const CDN = 'https://cdn.jsdelivr.net/npm/morse-decoder-element@0/';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const base = (window.morseDecoder?.package ?? /^(.*\/)integrations\//.exec(script?.src ?? '')?.[1] ?? CDN).replace(
    /[^/]$/,
    '$&/',
  );
  const MARK = Symbol.for('morse-decoder tap of any page');
  const page = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (window));
  if (page[MARK]) return;
  page[MARK] = true;

  // A page may listen for keys on its window, where the first one is asked first; what these do comes with the library.
  const keys = /** @type {import('../lib/keys.js').Ear} */ ({ handleEvent() {} });
  for (const type of ['keydown', 'keypress', 'keyup']) window.addEventListener(type, keys, true);

  // What goes to a context's destination is what is heard of it. All of that is summed by one node of the same context, each
  // node once: connecting twice is one connection, to a destination as to this sum.
  const { connect, disconnect } = AudioNode.prototype;
  /** @type {Map<BaseAudioContext, GainNode>} */
  const sums = new Map();
  /** @type {(sum: GainNode) => void} */
  let newest = () => {};

  /** @param {() => void} run */
  const quietly = (run) => {
    try {
      run();
    } catch (error) {
      console.warn('morse-decoder:', error);
    }
  };

  /** @param {BaseAudioContext} context */
  function sumOf(context) {
    const known = sums.get(context);
    if (known) return known;
    const sum = context.createGain();
    sums.set(context, sum);
    newest(sum);
    return sum;
  }

  /** @this {AudioNode} @param {any[]} args */
  function tappedConnect(...args) {
    const result = Reflect.apply(connect, this, args);
    const [to, output = 0] = args;
    if (to instanceof AudioDestinationNode && to.context instanceof AudioContext) {
      quietly(() => Reflect.apply(connect, this, [sumOf(this.context), output]));
    }
    return result;
  }

  /** @this {AudioNode} @param {any[]} args */
  function tappedDisconnect(...args) {
    const result = Reflect.apply(disconnect, this, args);
    const [from, output] = args;
    const sum = sums.get(this.context);
    if (from instanceof AudioDestinationNode && sum) {
      quietly(() => Reflect.apply(disconnect, this, output === undefined ? [sum] : [sum, output]));
    }
    return result;
  }

  AudioNode.prototype.connect = /** @type {typeof connect} */ (tappedConnect);
  AudioNode.prototype.disconnect = /** @type {typeof disconnect} */ (tappedDisconnect);

  /** @type {import('../lib/receiver.js').Listen} */
  function listen(decoder, say) {
    newest = (sum) => {
      say('');
      decoder.sourceObject = sum;
      void decoder.start().catch(() => {});
    };
    const [latest] = [...sums.values()].filter(({ context }) => context.state !== 'closed').slice(-1);
    if (latest) newest(latest);
    else say('No sound has started here since the decoder was added. Stop what is playing and start it again.');
    return () => {
      newest = () => {};
    };
  }

  try {
    /** @type {typeof import('../lib/receiver.js')} */
    const { addToPage } = await import(new URL('integrations/lib/receiver.js', new URL(base, document.baseURI)).href);
    addToPage(listen, { keys });
  } catch (error) {
    console.warn(`morse-decoder: nothing was found at ${base}.`, error);
  }
})();
