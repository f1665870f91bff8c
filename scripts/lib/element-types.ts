/** The parts of custom-elements.json that types are made from. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly attributes?: readonly Attribute[];
  readonly members?: readonly Member[];
  readonly events?: readonly { readonly name: string; readonly type: { readonly text: string } }[];
}

interface Attribute {
  readonly name: string;
  readonly fieldName?: string;
  readonly description?: string;
  readonly type: { readonly text: string };
}

interface Member {
  readonly name: string;
  readonly kind: string;
  readonly readonly?: boolean;
  readonly static?: boolean;
  readonly description?: string;
}

type CustomElement = Declaration & { readonly tagName: string };

/** What templates may write instead of a number or a boolean. */
const WRITTEN: Readonly<Record<string, string>> = { number: ` | \`\${number}\``, boolean: " | ''" };
/** What an attribute may be besides that its property gives back. */
const BESIDES: Readonly<Record<string, string>> = { iq: " | 'swapped' | '' | boolean" };

/**
 * The declarations that `types/react.d.ts` and its neighbours build on: for each tag of the manifest its class, what can be
 * set on it, and its events.
 */
export function elementTypes({ modules }: Manifest): string {
  const elements = modules
    .flatMap(({ declarations }) => declarations ?? [])
    .filter((declaration): declaration is CustomElement => declaration.tagName !== undefined);
  const events = new Set(elements.flatMap((element) => (element.events ?? []).map(({ type }) => type.text)));
  const [spots, classes] = [elements.filter(isInSpots), elements.filter((element) => !isInSpots(element))];
  const imported = [...classes.map(({ name }) => name), ...events].sort();
  return `import type { ${imported.join(', ')} } from './classes.js';
${spots.map(({ name }) => `import type { ${name} } from './spots.js';`).join('\n')}

/** The class of each element. */
export interface ElementTypes {
${elements.map(({ tagName, name }) => `  '${tagName}': ${name};`).join('\n')}
}

/** What can be set on each element: its attributes, and its properties. */
export interface ElementProps {
${elements.map((element) => block(element.tagName, props(element))).join('\n')}
}

/** The events of each element, by type. */
export interface ElementEvents {
${elements.map(({ tagName, events = [] }) => block(tagName, events.map(eventLine))).join('\n')}
}

/** The handlers of events as React, Preact, Svelte and Vue's JSX write them: \`onmorse-text\`. */
export type OnEvents<Events> = {
  [Name in keyof Events & string as \`on\${Name}\`]?: ((event: Events[Name]) => void) | undefined;
};
`;
}

/** The list of stations has a script of its own. */
const isInSpots = ({ tagName }: CustomElement): boolean => tagName === 'morse-spots';

const block = (tagName: string, lines: readonly string[]): string =>
  [`  '${tagName}': {`, ...lines.map((line) => `    ${line}`), '  };'].join('\n');

const eventLine = ({ name, type }: { name: string; type: { text: string } }): string => `'${name}': ${type.text};`;

function props({ name, attributes = [], members = [] }: CustomElement): string[] {
  const taken = new Set(attributes.map((attribute) => attribute.name));
  const settable = members.filter((member) => member.kind === 'field' && !member.readonly && !member.static);
  return [
    ...attributes.flatMap(({ name: attribute, fieldName, description, type }) =>
      line(
        attribute,
        `${name}['${fieldName ?? attribute}']${WRITTEN[type.text.split(' ')[0] ?? ''] ?? ''}${BESIDES[attribute] ?? ''}`,
        description,
      ),
    ),
    ...settable
      .filter((member) => !taken.has(member.name))
      .flatMap((member) => line(member.name, `${name}['${member.name}']`, member.description)),
  ];
}

const line = (name: string, type: string, description = ''): string[] => [
  `/** ${description.replace(/\s+/g, ' ')} */`,
  `'${name}'?: ${type} | undefined;`,
];
