import { type ErrorCode, MorseDecoderError, toDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import { exceptionName } from './kinds.js';

/** What browsers do for speech destroys keying; all of it is turned off. */
export const RAW_SOUND = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
} as const satisfies MediaTrackConstraints;

/** Both channels of a sound card, as wide as it gives them: I and Q. */
export const PAIRED_SOUND = {
  ...RAW_SOUND,
  channelCount: 2,
  sampleRate: { ideal: 192_000 },
} as const satisfies MediaTrackConstraints;

/** DOMException names of getUserMedia and getDisplayMedia (W3C Media Capture and Streams, section 10.3; Screen Capture, 5.1). */
const DEVICE_ERRORS: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'no-device',
  OverconstrainedError: 'no-device',
  NotReadableError: 'device-busy',
  AbortError: 'device-busy',
  InvalidStateError: 'needs-gesture',
  NotSupportedError: 'not-supported',
  TypeError: 'insecure-page',
};

/** What a page can use, and what it is called in a frame's `allow` and in a Permissions-Policy header. */
export type PolicedFeature = 'microphone' | 'display-capture';

export function deviceError(thrown: unknown, feature: PolicedFeature): MorseDecoderError {
  const code = DEVICE_ERRORS[exceptionName(thrown)];
  if (code === 'permission-denied') {
    if (!allows(feature)) return policyError(feature, thrown);
    // A page of no origin is nobody whom the user could allow it.
    if (globalThis.origin === 'null' && location.protocol !== 'file:') {
      const action = 'Add allow-same-origin to the frame’s attribute sandbox.';
      return new MorseDecoderError('permission-policy', 'a sandboxed frame', { cause: thrown, action });
    }
  }
  if (!code) return toDecoderError(thrown, 'device-busy');
  const detail = thrown instanceof Error ? thrown.message : undefined;
  return new MorseDecoderError(code, detail, { cause: thrown });
}

/** Whether the page's permissions policy, its own and that of the frames around it, allows it; true where the browser does not tell. */
function allows(feature: PolicedFeature): boolean {
  for (const name of ['permissionsPolicy', 'featurePolicy']) {
    const policy: unknown = Reflect.get(document, name);
    if (typeof policy !== 'object' || policy === null) continue;
    const { allowsFeature } = policy as { allowsFeature(feature: string): boolean };
    return allowsFeature.call(policy, feature);
  }
  return true;
}

function policyError(feature: PolicedFeature, cause: unknown): MorseDecoderError {
  const framed = window.parent !== window;
  const action = framed
    ? `Give the frame the attribute allow="${feature}"; its page’s Permissions-Policy header must not forbid it either.`
    : `Remove ${feature}=() from the page’s Permissions-Policy header.`;
  return new MorseDecoderError('permission-policy', `the permissions policy has no ${feature}`, { cause, action });
}

/** @throws MorseDecoderError `insecure-page` or `not-supported` */
export function requireMediaDevices(): MediaDevices {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices) return devices;
  throw new MorseDecoderError(globalThis.isSecureContext ? 'not-supported' : 'insecure-page');
}

/** @throws MorseDecoderError `needs-gesture` when the user has not touched the page yet, where the browser can tell */
export function requireGesture(): void {
  const activation: UserActivation | undefined = navigator.userActivation;
  if (activation && !activation.hasBeenActive) throw new MorseDecoderError('needs-gesture');
}

/** Lets the scope stop a stream that we asked for. */
export function stopLater(scope: Scope, stream: MediaStream): MediaStream {
  scope.add(() => {
    for (const track of stream.getTracks()) track.stop();
  });
  return stream;
}
