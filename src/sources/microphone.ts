import { MorseDecoderError } from '../errors.js';
import { acquireAudioContext, resumeContext, wideContext } from './audio-context.js';
import { loadCaptureModule } from './capture-module.js';
import { deviceError, PAIRED_SOUND, RAW_SOUND, requireGesture, requireMediaDevices, stopLater } from './devices.js';
import { openStream } from './media-stream.js';
import type { OpenedSource, Source, SourceEnvironment } from './source.js';

/** A sound input of the machine. It is asked for only after the user has done something on the page. */
export class MicrophoneSource implements Source {
  readonly kind = 'microphone';
  readonly #label: string | null;

  /** @param label the device whose name holds this, upper or lower case; null: the browser's choice */
  constructor(label: string | null = null) {
    this.#label = label;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const devices = requireMediaDevices();
    requireGesture();
    const context = acquireAudioContext(environment.scope);
    const resumed = resumeContext(context);
    // Early, so that nothing is missed once the user allows it; capture() tells when it fails.
    loadCaptureModule(context, environment.folders).catch(() => {});
    const [stream] = await Promise.all([this.#request(devices, environment), resumed]);
    const fitting = environment.pairs ? await contextFor(environment, stream, context) : context;
    return openStream(environment, fitting, stream, {
      kind: 'microphone',
      onEnded: () => environment.failed(new MorseDecoderError('device-lost')),
    });
  }

  async #request(devices: MediaDevices, { scope, pairs }: SourceEnvironment): Promise<MediaStream> {
    const sound = pairs ? PAIRED_SOUND : RAW_SOUND;
    const known = this.#label === null ? null : named(await inputs(devices), this.#label);
    const first = stopLater(scope, await getInput(devices, sound, known));
    const [track] = first.getAudioTracks();
    if (this.#label === null || known !== null || (track && matches(track.label, this.#label))) return first;
    // Names of devices are told only after the first permission.
    const found = await inputs(devices);
    const wanted = named(found, this.#label);
    for (const open of first.getTracks()) open.stop();
    if (wanted === null) throw notNamed(this.#label, found);
    return stopLater(scope, await getInput(devices, sound, wanted));
  }
}

/** One at the rate of the sound card, which may be another than that of the loudspeakers. @throws MorseDecoderError `iq-not-pairs` */
async function contextFor(
  { scope, folders }: SourceEnvironment,
  stream: MediaStream,
  shared: AudioContext,
): Promise<AudioContext> {
  const { channelCount, sampleRate = shared.sampleRate } = stream.getAudioTracks()[0]?.getSettings() ?? {};
  if (channelCount === 1) throw new MorseDecoderError('iq-not-pairs', 'the sound input has one channel');
  if (sampleRate <= shared.sampleRate) return shared;
  const context = wideContext(scope, sampleRate);
  loadCaptureModule(context, folders).catch(() => {});
  await resumeContext(context);
  return context;
}

const matches = (name: string, label: string): boolean => name.toLowerCase().includes(label.toLowerCase());

/** The id of the input with that name; null when there is none or names are not told yet. */
const named = (found: readonly MediaDeviceInfo[], label: string): string | null =>
  found.find((device) => matches(device.label, label))?.deviceId || null;

async function inputs(devices: MediaDevices): Promise<MediaDeviceInfo[]> {
  const all = await devices.enumerateDevices().catch((): MediaDeviceInfo[] => []);
  return all.filter(({ kind }) => kind === 'audioinput');
}

/** Says what there is instead; the browser may keep names to itself. */
function notNamed(label: string, found: readonly MediaDeviceInfo[]): MorseDecoderError {
  const names = [...new Set(found.map((device) => device.label).filter((name) => name !== ''))];
  const there = names.length > 0 ? names.map((name) => `“${name}”`).join(', ') : `${found.length}, without names`;
  return new MorseDecoderError('no-device', undefined, {
    sentence: `No sound input is named “${label}”. There are: ${there}.`,
    action: 'Connect it and start again, or let source name one of these: a part of its name is enough.',
  });
}

async function getInput(
  devices: MediaDevices,
  sound: MediaTrackConstraints,
  deviceId: string | null,
): Promise<MediaStream> {
  const audio = deviceId === null ? sound : { ...sound, deviceId: { exact: deviceId } };
  try {
    return await devices.getUserMedia({ audio });
  } catch (error) {
    throw deviceError(error, 'microphone');
  }
}
