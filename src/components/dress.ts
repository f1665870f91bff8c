import type { CSSResult, CSSResultOrNative } from 'lit';

/** Style sheets belong to the document that has made them; here those of other documents, made when they are first needed. */
const sheets = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** Gives a shadow tree its style sheets, as those of the document in which it stands. */
export function dress(root: ShadowRoot, styles: readonly CSSResultOrNative[], owner: Document): void {
  // A document that is not shown has no window, and nothing in it has looks.
  const view = owner.defaultView;
  if (!view) return;
  root.adoptedStyleSheets = styles.flatMap((style) => ('cssText' in style ? sheetFor(style, owner, view) : []));
}

function sheetFor(style: CSSResult, owner: Document, view: Window & typeof globalThis): CSSStyleSheet {
  if (owner === document && style.styleSheet) return style.styleSheet;
  const known = sheets.get(owner) ?? new Map<CSSResult, CSSStyleSheet>();
  sheets.set(owner, known);
  const sheet = known.get(style) ?? new view.CSSStyleSheet();
  if (!known.has(style)) sheet.replaceSync(style.cssText);
  known.set(style, sheet);
  return sheet;
}
