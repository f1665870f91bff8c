/** A WAV of 16-bit mono samples, its address in this page's own (`?wav=`), as a stream of samples. */
export async function recording() {
  const wav = new URLSearchParams(location.search).get('wav') ?? '';
  const data = new DataView(await (await fetch(wav)).arrayBuffer());
  const sampleRate = data.getUint32(24, true);
  const length = (data.byteLength - 44) / 2;
  const samples = Float32Array.from({ length }, (_, i) => data.getInt16(44 + 2 * i, true) / 32768);
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ samples, sampleRate });
      controller.close();
    },
  });
}
