/** A worker's first message. The release is that of its file: copies that a page keeps (`worker-url`) may be of another. */
export interface Started {
  readonly type: 'started';
  readonly version: string | null;
}

/** Null where a module is run as source. */
export const VERSION: string | null = typeof __VERSION__ === 'undefined' ? null : __VERSION__;

export const STARTED: Started = { type: 'started', version: VERSION };
