// `tsx scripts/cer.ts TEXT-FILE REFERENCE-FILE`: character error rates of a decoded text. `-` reads stdin.
import { readFileSync } from 'node:fs';
import { errorRate } from '../test/support/cer.js';

const [text, reference] = process.argv.slice(2).map((path) => readFileSync(path === '-' ? 0 : path, 'utf8'));
if (text === undefined || reference === undefined) {
  console.error('Usage: tsx scripts/cer.ts TEXT-FILE REFERENCE-FILE');
  process.exitCode = 2;
} else {
  const { withBlanks, withoutBlanks } = errorRate(text, reference);
  console.log(`CER with blanks ${withBlanks.toFixed(4)}, without ${withoutBlanks.toFixed(4)}`);
}
