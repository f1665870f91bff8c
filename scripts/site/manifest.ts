import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

/** What the site reads of custom-elements.json; `commands` is of our own (scripts/commands-manifest-plugin.mjs). */
export interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly privacy?: 'private' | 'protected' | 'public';
  readonly static?: boolean;
  readonly readonly?: boolean;
  readonly attribute?: string;
  readonly parameters?: readonly (Described & { readonly optional?: boolean })[];
  readonly return?: { readonly type?: { readonly text: string } };
}

export interface Declaration extends Described {
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Described[];
  readonly events?: readonly Described[];
  readonly commands?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssStates?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

let declarations: readonly Declaration[] | null = null;

/** Every class of the manifest, read once. */
export function manifest(): readonly Declaration[] {
  if (!declarations) {
    const { modules }: Manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
    declarations = modules.flatMap((module) => module.declarations ?? []);
  }
  return declarations;
}

/** The elements, by the order in which a page meets them. */
export const elements = (): readonly (Declaration & { readonly tagName: string })[] => {
  const order = ['morse-decoder', 'morse-waterfall', 'morse-channel', 'morse-spots'];
  const rank = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  const found = manifest().filter((one): one is Declaration & { tagName: string } => one.tagName !== undefined);
  return [...found].sort((a, b) => rank(a.tagName) - rank(b.tagName));
};

export function declarationNamed(name: string): Declaration | undefined {
  return manifest().find((declaration) => declaration.name === name);
}

/** What a page may use of a class. */
export const publicMembers = ({ members = [] }: Declaration): readonly Member[] =>
  members.filter(
    ({ name, privacy, static: ofClass, description }) =>
      !ofClass && (privacy ?? 'public') === 'public' && /^[a-z]/i.test(name) && !description?.includes('@internal'),
  );
