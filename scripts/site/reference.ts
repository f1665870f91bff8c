import { REQUESTS, type RequestDefinition } from '../../src/page/requests.js';
import { code, prose, table } from './html.js';
import {
  type Declaration,
  type Described,
  declarationNamed,
  elements,
  type Member,
  publicMembers,
} from './manifest.js';
import { heading, type PageContext } from './markdown.js';

const requests: readonly RequestDefinition[] = Object.values(REQUESTS);

/** Everything that one element offers to a page, from its JSDoc and the table of requests. */
export function elementReference(tag: string, context: PageContext): string {
  const element = elements().find(({ tagName }) => tagName === tag);
  if (!element) throw new Error(`The manifest has no element “${tag}”.`);
  const members = publicMembers(element);
  const of = (kind: Member['kind']) => members.filter((member) => member.kind === kind && member.description);
  const section = (title: string, body: string) => (body ? heading(context, 2, title) + body : '');
  return [
    paragraphs(element.description ?? ''),
    section('Attributes', attributes(element)),
    section('Properties', properties(element, of('field'))),
    section('Methods', methods(of('method'))),
    section('Commands and keys', commands(element)),
    section('Events', events(element, context)),
    section(
      'States',
      described('State', element.cssStates, (name) => code(`:state(${name})`)),
    ),
    section(
      'Slots',
      described('Slot', element.slots, (name) => (name ? code(name) : 'the children')),
    ),
    section(
      'Parts',
      described('Part', element.cssParts, (name) => code(`::part(${name})`)),
    ),
    section('CSS properties', described('Property', element.cssProperties, code)),
  ].join('');
}

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((part) => `<p>${prose(part)}</p>\n`)
    .join('');

function described(title: string, list: readonly Described[] = [], show: (name: string) => string): string {
  if (list.length === 0) return '';
  const rows = list.map(({ name, description = '', default: value }) => {
    const fallback = value === undefined ? '' : `; default ${code(value)}`;
    return [show(name), prose(description) + fallback];
  });
  return table(`${title}s`, [title, 'Meaning'], rows);
}

function attributes({ attributes = [], members = [] }: Declaration): string {
  const rows = attributes
    .filter(({ name, description }) => name !== 'id' && description)
    .map(({ name, type, description = '' }) => {
      const known = members.find((member) => member.attribute === name || member.name === camelCase(name));
      return [code(name), code(type?.text ?? known?.type?.text ?? 'string'), prose(description)];
    });
  return table('Attributes', ['Attribute', 'Type', 'Meaning'], rows);
}

function properties({ attributes = [] }: Declaration, fields: readonly Member[]): string {
  const named = new Map(attributes.map(({ name }) => [camelCase(name), name]));
  const rows = fields.map(({ name, type, description = '', readonly, attribute }) => {
    const reflected = attribute ?? named.get(name);
    const notes = [readonly ? 'read only' : '', reflected ? `attribute ${code(reflected)}` : ''].filter(Boolean);
    const note = notes.length > 0 ? ` <small>(${notes.join(', ')})</small>` : '';
    return [code(name), code(type?.text ?? ''), prose(description) + note];
  });
  return rows.length > 0 ? table('Properties', ['Property', 'Type', 'Meaning'], rows) : '';
}

function methods(list: readonly Member[]): string {
  const rows = list.map((method) => {
    const { name, parameters = [], description = '' } = method;
    const shown = parameters.map((one) => one.name.replace(/^\{.*\}$/, 'options') + (isOptional(one) ? '?' : ''));
    const facts = parameters
      .filter((one) => one.description)
      .map((one) => `<br>${code(one.name)}: ${prose(one.description ?? '')}`);
    return [code(`${name}(${shown.join(', ')})`), prose(description) + facts.join('')];
  });
  return rows.length > 0 ? table('Methods', ['Method', 'What it does'], rows) : '';
}

const isOptional = ({ optional, default: value }: { optional?: boolean; default?: string }): boolean =>
  optional === true || value !== undefined;

/** One row for each request that the element takes: what a button, a script and a key do. */
function commands({ tagName, commands = [] }: Declaration): string {
  const target = tagName === 'morse-channel' ? 'channel' : 'decoder';
  const words = new Map(commands.map(({ name, description }) => [name, description]));
  const rows = requests
    .filter(({ targets, command }) => targets.includes(target) && words.has(command))
    .map(({ command, method, key }) => [
      code(command),
      target === 'decoder' ? code(`${method}()`) : '',
      key ? `<kbd>${prose(key)}</kbd>` : '',
      prose(words.get(command) ?? ''),
    ]);
  return rows.length > 0 ? table('Commands', ['Command', 'Method', 'Key', 'What it does'], rows) : '';
}

/** Each event with the fields of its class. */
function events({ events = [] }: Declaration, context: PageContext): string {
  return events
    .filter(({ name, description }) => description && name.startsWith('morse-'))
    .map(({ name, type, description = '' }) => {
      const declaration = declarationNamed(type?.text ?? '');
      const rows = (declaration ? publicMembers(declaration) : []).map((field) => [
        code(`event.${field.name}`),
        code(field.type?.text ?? ''),
        prose(field.description ?? ''),
      ]);
      const fields = rows.length > 0 ? table(`Fields of ${name}`, ['Field', 'Type', 'Meaning'], rows) : '';
      const long = declaration?.description ?? '';
      const told = long.length > description.length + 20 ? long : `${description}.`;
      return heading(context, 3, code(name)) + paragraphs(upperFirst(told)) + fields;
    })
    .join('');
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const camelCase = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
