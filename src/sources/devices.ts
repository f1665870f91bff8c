import { type ErrorCode, MorseDecoderError, toDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';

/** What browsers do for speech destroys keying; all of it is turned off. */
export const RAW_SOUND = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
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

export function deviceError(thrown: unknown): MorseDecoderError {
  const name: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'name') : undefined;
  const code = typeof name === 'string' ? DEVICE_ERRORS[name] : undefined;
  if (!code) return toDecoderError(thrown, 'device-busy');
  const detail = thrown instanceof Error ? thrown.message : undefined;
  return new MorseDecoderError(code, detail, { cause: thrown });
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
