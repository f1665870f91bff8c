export interface LabelWish {
  readonly id: number;
  /** Where the label would like its middle to be, pixels. */
  readonly y: number;
  /** Who stays when there is no room for all: higher first. */
  readonly priority: number;
}

export interface LabelPlace {
  readonly id: number;
  /** Middle of the trace, pixels. */
  readonly wish: number;
  /** Middle of the label, pixels. */
  readonly y: number;
}

/**
 * Puts labels beside their traces: none overlap, all lie inside 0…`height`, in the order of their traces, and the sum of
 * squared distances to the traces is least (isotonic regression by pooling adjacent violators). Where there are more
 * than fit, those of least priority are left out.
 */
export function placeLabels(wishes: readonly LabelWish[], height: number, lineHeight: number): readonly LabelPlace[] {
  const room = Math.max(0, Math.floor(height / lineHeight));
  const chosen = [...wishes].sort((a, b) => b.priority - a.priority).slice(0, room);
  chosen.sort((a, b) => a.y - b.y || a.id - b.id);

  // With label i moved up by i line heights, "no overlap" becomes "not decreasing". Each group shares one offset.
  const groups: { sum: number; count: number }[] = [];
  for (const [i, { y }] of chosen.entries()) {
    let group = { sum: y - i * lineHeight, count: 1 };
    for (let above = groups.at(-1); above && mean(above) >= mean(group); above = groups.at(-1)) {
      group = { sum: above.sum + group.sum, count: above.count + group.count };
      groups.pop();
    }
    groups.push(group);
  }

  const lowest = height - lineHeight / 2 - Math.max(0, chosen.length - 1) * lineHeight;
  const offsets = groups.flatMap((group) => {
    const offset = Math.min(lowest, Math.max(lineHeight / 2, mean(group)));
    return Array.from({ length: group.count }, () => offset);
  });
  return chosen.map(({ id, y }, i) => ({ id, wish: y, y: (offsets[i] ?? 0) + i * lineHeight }));
}

const mean = ({ sum, count }: { sum: number; count: number }): number => sum / count;
