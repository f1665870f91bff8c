import type { Page } from 'puppeteer-core';

/** How many pixels of two PNG pictures differ; infinite when their sizes do. @param page any page: its canvas compares */
export function differingPixels(page: Page, one: Uint8Array, other: Uint8Array): Promise<number> {
  const urls = [one, other].map((png) => `data:image/png;base64,${Buffer.from(png).toString('base64')}`);
  return page.evaluate(async (addresses) => {
    const pictures = addresses.map(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      return {
        width: canvas.width,
        pixels: new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer),
      };
    });
    const [a, b] = (await Promise.all(pictures)) as [Awaited<(typeof pictures)[0]>, Awaited<(typeof pictures)[0]>];
    if (a.width !== b.width || a.pixels.length !== b.pixels.length) return Number.MAX_SAFE_INTEGER;
    return a.pixels.filter((pixel, i) => pixel !== b.pixels[i]).length;
  }, urls);
}
