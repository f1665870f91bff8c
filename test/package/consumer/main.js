import * as library from 'morse-decoder-element';
import * as spots from 'morse-decoder-element/spots';
import { namesOf } from './names.js';

document.documentElement.dataset.names = namesOf(library, spots);
