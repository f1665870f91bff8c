import { MorseDecoderError } from '../errors.js';
import { isElement } from '../sources/tree.js';

/**
 * Puts text on the clipboard.
 *
 * @throws MorseDecoderError `copy-failed`
 */
export async function copyToClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyBySelection(text)) throw new MorseDecoderError('copy-failed');
  }
}

/** For insecure pages and frames without the clipboard permission. */
function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  area.style.cssText = 'position: fixed; opacity: 0';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (isElement(before)) (before as HTMLElement).focus?.();
  }
}

/** Lets the browser save text as a file. */
export function saveAsFile(text: string, name: string): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.href = url;
  link.download = name;
  link.click();
  // The click only starts the download; the address must live until the browser has read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
