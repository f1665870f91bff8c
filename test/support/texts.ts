import { keyText } from '../../demo/simulator/keyer.js';

/** What test stations send. Written for the tests: no part of any training or of the demo. */
const SENTENCES = [
  'QRZ? DE OE7XWT OE7XWT PSE K',
  'GM OM UR RST 579 579 NR GRAZ',
  'MY NAME IS FRIDOLIN ES QTH IS KLAGENFURT',
  'ANT HR IS END FED WIRE 41 M LONG UP 9 M',
  'PWR IS 8 W FROM HOME BREW RIG',
  'WX COLD WID LIGHT SNOW, TEMP MINUS 3 C',
  'JUST BACK FROM A BIKE TOUR ALONG THE RIVER DRAU',
  'QSL VIA BUREAU OR DIRECT, BOTH FINE',
  'WE QUICKLY JUDGED FIVE ZEBRAS BY HOW THEY EXTRACT PACKED MILK',
  'NR 204 FROM ZONE 15 AT 1837 Z',
  'SRI OM QRM FROM CONTEST, PSE RPT UR NAME',
  'LAST SUMMER WE PUT A BEACON ON THE HUT, 2 WATTS AND A WHIP',
  'IS THIS FREQ IN USE? NO REPLY HRD SO I WILL CALL',
  'THE OLD RECEIVER GLOWS AND HUMS BUT IT HEARS WELL',
  'CU ON 14055 OR 7032 THIS WEEKEND',
  'TNX FER NICE QSO ES BEST DX, 73 ES GD LUCK',
  'DE S58ZQ/P S58ZQ/P ON SUMMIT 1630 M ASL',
  'VY WINDY UP HR SO SENDING IS A BIT SHAKY',
  'UR SIGS PEAK AT S9 THEN FADE TO S4',
  'JOINED THE CLUB IN 1986 ES STILL PAY MY DUES',
];

/** Steps through the sentences that meet each of them, so that stations say them in different orders. */
const STRIDES = [1, 3, 7, 9, 11, 13, 17, 19];

/**
 * As many words as fit into `seconds` at that speed, starting with the `station`th sentence and going round in an order of
 * the station's own. Upper case, single blanks, none at the ends.
 */
export function textFor(station: number, wpm: number, seconds: number): string {
  const words: string[] = [];
  const stride = STRIDES[station % STRIDES.length] ?? 1;
  for (let i = station; ; i += stride) {
    for (const word of (SENTENCES[i % SENTENCES.length] ?? '').split(' ')) {
      const longer = [...words, word].join(' ');
      if (keyText(longer, { wpm }).seconds > seconds) return words.join(' ');
      words.push(word);
    }
  }
}
