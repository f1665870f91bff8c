/**
 * Puts what is alike side by side in the scripts for pages: compression looks back no farther than 32 kB, and style sheets that
 * stand together share what they have in common. That spares every page 1 kB of 60. Imported first; it does nothing else.
 */
import './components/theme.js';
import './components/morse-channel-styles.js';
import './components/morse-waterfall-styles.js';
import './components/panel-styles.js';
import './page/decoder-core.js';
import './page/decode.js';
