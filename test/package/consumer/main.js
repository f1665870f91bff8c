import * as library from 'morse-decoder-element';

document.documentElement.dataset.names = Object.keys(library).sort().join(' ');
