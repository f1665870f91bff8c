/** Colours are those of `<morse-decoder>`, and a page sets them by the same properties. */
export const panelStyle = `
:host { all: initial !important; }
:host([hidden]) { display: none !important; }
.panel, .launcher, .note {
  --_background: var(--morse-background, light-dark(#fbfaf6, #0e131a));
  --_surface: var(--morse-surface, light-dark(#ffffff, #151c25));
  --_text: var(--morse-text, light-dark(#1b2230, #e3e8ef));
  --_muted: var(--morse-muted, light-dark(#5a6374, #97a3b5));
  --_border: var(--morse-border, light-dark(#dedbd2, #27313f));
  --_accent: var(--morse-accent, light-dark(#a3450a, #ffb454));
  color: var(--_text);
  font: 14px/1.45 var(--morse-font, system-ui, 'Segoe UI', 'Helvetica Neue', sans-serif);
}
.panel, .launcher, .note, morse-decoder { color-scheme: light dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  margin: 0;
  border: 1px solid transparent;
  border-radius: 6px;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
  touch-action: manipulation;
}
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
svg { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }

.launcher {
  gap: 6px;
  min-height: 32px;
  padding: 4px 12px;
  border-color: var(--_border);
  border-radius: 999px;
  background: var(--_surface);
  font: 600 14px/1.45 var(--morse-font, system-ui, 'Segoe UI', 'Helvetica Neue', sans-serif);
  pointer-events: auto;
}
.launcher svg { color: var(--_accent); }
.launcher:hover { border-color: var(--_accent); }
.launcher.floating {
  position: fixed;
  left: 8px;
  bottom: 8px;
  z-index: 2147483000;
  box-shadow: 0 2px 10px rgb(0 0 0 / 0.3);
  touch-action: none;
}

.panel { display: flex; flex-direction: column; background: var(--_background); }
.panel.floating {
  position: fixed;
  z-index: 2147483000;
  overflow: hidden;
  border: 1px solid var(--_border);
  border-radius: 10px;
  box-shadow: 0 8px 32px rgb(0 0 0 / 0.35);
  resize: both;
}
.panel.folded { resize: none; }
.panel.sheet {
  inset: auto 0 0 0;
  width: auto;
  border-width: 1px 0 0;
  border-radius: 12px 12px 0 0;
  resize: none;
}
.panel:focus-visible { outline-offset: -2px; }

.bar {
  display: flex;
  flex: none;
  align-items: center;
  gap: 4px;
  min-height: 36px;
  padding: 2px 4px;
  border-bottom: 1px solid var(--_border);
  background: var(--_surface);
  cursor: grab;
  touch-action: none;
  user-select: none;
}
.bar:active { cursor: grabbing; }
.folded .bar { border-bottom: 0; }
.bar button { flex: none; width: 30px; height: 30px; padding: 0; color: var(--_muted); }
.bar button:hover { border-color: var(--_border); color: var(--_text); }
.bar .grip { cursor: inherit; }
.grip svg { fill: currentColor; stroke: none; }
.fold svg { transition: transform 120ms; }
.folded .fold svg { transform: rotate(180deg); }
.title { flex: none; font-size: 13px; font-weight: 600; }
.newest {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  margin-inline-start: 6px;
  color: var(--_muted);
  font: 13px/1.4 var(--morse-mono, ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace);
  direction: rtl;
  text-align: left;
  white-space: pre;
}
.newest bdi { unicode-bidi: isolate; }

.content { flex: 1; min-height: 0; overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; }
.note { margin: 0; padding: 8px 12px; border-bottom: 1px solid var(--_border); }
morse-decoder { display: block; --morse-waterfall-height: 11rem; }
.floating morse-decoder::part(panel) { border: 0; border-radius: 0; }

@media (pointer: coarse) {
  .launcher, .bar { min-height: 44px; }
  .bar button { width: 40px; height: 40px; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
@media (forced-colors: active) {
  .panel.floating { border-width: 1px; }
  .launcher { border-color: ButtonBorder; }
}
`;
