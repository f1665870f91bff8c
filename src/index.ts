/**
 * The library for pages: importing it registers `<morse-decoder>`, `<morse-waterfall>` and `<morse-channel>`, in any order:
 * views find their decoder whenever it comes.
 */
import './packing.js';
import './components/morse-channel-define.js';
import './components/morse-decoder-define.js';
import './components/morse-waterfall-define.js';

export * from './classes.js';
