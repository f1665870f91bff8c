/** A point of the graph: so many channels, and what they cost together, per cent of a core. */
export interface Cost {
  readonly channels: number;
  readonly load: number;
}

const [WIDTH, HEIGHT] = [640, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 584, 24, 256];
const GREY = '#7d8590';

/** Cost over channels as an SVG that can be read on light and dark pages: all together, and each of them. */
export function costGraph(costs: readonly Cost[]): string {
  const each = costs.map(({ channels, load }) => ({ channels, load: load / channels }));
  const most = Math.max(...costs.map(({ channels }) => channels));
  const x = (channels: number): number => LEFT + ((RIGHT - LEFT) * channels) / most;
  const [together, apiece] = [axis(costs), axis(each)];
  const title = 'Cost of decoding over channels: all together, and each of them';
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="${GREY}">`,
    `<title>${title}</title>`,
    ...together.steps.flatMap((value) => [
      `<line x1="${LEFT}" y1="${together.y(value)}" x2="${RIGHT}" y2="${together.y(value)}" stroke="${GREY}40"/>`,
      label(LEFT - 6, together.y(value) + 4, 'end', `${value} %`),
    ]),
    ...apiece.steps.map((value) => label(RIGHT + 6, apiece.y(value) + 4, 'start', `${value} %`)),
    ...costs.map(({ channels }) => label(x(channels), BOTTOM + 16, 'middle', String(channels))),
    label((LEFT + RIGHT) / 2, BOTTOM + 34, 'middle', 'channels'),
    line(costs, x, together.y, '#2f81f7', ''),
    line(each, x, apiece.y, '#d4743a', '5 4'),
    label(LEFT + 8, TOP - 8, 'start', '— all together, of a core'),
    label(RIGHT - 8, TOP - 8, 'end', '- - each channel, of a core'),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" text-anchor="${anchor}">${text}</text>`;

function axis(costs: readonly Cost[]): { steps: readonly number[]; y: (value: number) => number } {
  const most = Math.max(...costs.map(({ load }) => load));
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [power / 4, power / 2, power, 2 * power].find((one) => most / one <= 6) ?? 5 * power;
  const count = Math.ceil(most / step);
  const steps = Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(3)));
  return { steps, y: (value) => Math.round(BOTTOM - ((BOTTOM - TOP) * value) / (count * step)) };
}

function line(
  costs: readonly Cost[],
  x: (channels: number) => number,
  y: (value: number) => number,
  colour: string,
  dashes: string,
): string {
  const points = costs.map(({ channels, load }) => `${x(channels).toFixed(1)},${y(load)}`);
  const dots = costs.map(
    ({ channels, load }) => `<circle cx="${x(channels).toFixed(1)}" cy="${y(load)}" r="3" fill="${colour}"/>`,
  );
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>${dots.join('')}`;
}
