import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportSpaces } from './reports.js';

const apart = (word: string): string => {
  const spaces = reportSpaces(word);
  return [...word].map((letter, i) => (spaces.includes(i) ? ` ${letter}` : letter)).join('');
};

test('a report is heard apart from a serial number, a zone and an acknowledgement', () => {
  for (const [sent, heard] of [
    ['5NNTT1', '5NN TT1'],
    ['5NN14', '5NN 14'],
    ['5NNTU', '5NN TU'],
    ['5NNK', '5NN K'],
    ['R5NNTT1', 'R 5NN TT1'],
    ['TU5NNTA', 'TU 5NN TA'],
    ['UR599001', 'UR 599 001'],
    ['599001', '599 001'],
    ['599TT1', '599 TT1'],
    ['599T5', '599 T5'],
    ['R59914', 'R 599 14'],
  ] as const)
    assert.equal(apart(sent), heard);
});

test('what may be a callsign, a group of figures or a slip stays whole', () => {
  const words = [
    '5NN',
    '5NNN',
    '599',
    'R5NN',
    'UR5NN',
    'UR5NNT',
    'R5NNA',
    'R5NN/3',
    '5NN?',
    '59914',
    '15NNT',
    'K5NNTT',
    '5990',
    'E5NNAA',
  ];
  for (const word of words) assert.equal(apart(word), word);
});
