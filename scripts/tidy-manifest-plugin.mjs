/** The modules of the package in which its users find what they import, as src/classes.ts and src/index.ts make them. */
const CLASSES = 'dist/classes.js';
const INDEX = 'dist/index.js';
const SPOTS = 'dist/morse-spots.js';

/** Modules of src/ whose classes are exported. */
const PUBLIC = /^src\/(?:components\/morse-(?:channel|decoder|spots|waterfall)|page\/events)\.ts$/;

/**
 * A plugin for the custom-elements manifest analyzer: names the package's modules instead of our own, leaves out what nobody
 * outside may use, and what was guessed from the code without a word of documentation; ties attributes to their properties.
 */
export const tidyPlugin = {
  name: 'tidy',
  /** @param {{ customElementsManifest: Manifest }} context */
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules
      .filter(({ path }) => PUBLIC.test(path))
      .flatMap((module) => module.declarations ?? [])
      .filter(({ name }) => name.startsWith('Morse'));
    for (const declaration of declarations) tidy(declaration);
    /** @param {Declaration} declaration */
    const inSpots = ({ tagName }) => tagName === 'morse-spots';
    /** @param {Declaration} declaration */
    const own = (declaration) => {
      const { name } = declaration;
      return { name, declaration: { name, module: inSpots(declaration) ? SPOTS : CLASSES } };
    };
    /** @param {Declaration} element */
    const definition = (element) => ({
      kind: 'custom-element-definition',
      ...own(element),
      name: element.tagName ?? '',
    });
    /** @param {Declaration} declaration */
    const exported = (declaration) => ({ kind: 'js', ...own(declaration) });
    const classes = declarations.filter((declaration) => !inSpots(declaration));
    const spots = declarations.filter(inSpots);
    manifest.modules = [
      {
        kind: 'javascript-module',
        path: CLASSES,
        declarations: classes,
        exports: classes.map(exported),
      },
      {
        kind: 'javascript-module',
        path: INDEX,
        declarations: [],
        exports: classes.filter(({ tagName }) => tagName).map(definition),
      },
      {
        kind: 'javascript-module',
        path: SPOTS,
        declarations: spots,
        exports: [...spots.map(exported), ...spots.map(definition)],
      },
    ];
  },
};

/** @param {Declaration} declaration */
function tidy(declaration) {
  const { members, attributes, events } = declaration;
  if (declaration.tagName) declaration.superclass = { name: 'HTMLElement' };
  if (members) declaration.members = members.filter(isPublic);
  if (events) declaration.events = events.filter(({ name, description }) => name && description);
  if (attributes) declaration.attributes = attributes.filter(({ name, description }) => name && description);
  for (const attribute of declaration.attributes ?? []) {
    const property = attribute.name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    if (members?.some(({ name }) => name === property)) attribute.fieldName ??= property;
  }
  for (const one of [...(declaration.members ?? []), ...(declaration.attributes ?? [])]) delete one.inheritedFrom;
}

/** @param {Member} member */
const isPublic = ({ name, privacy }) => !/^[#[]/.test(name) && privacy !== 'private' && privacy !== 'protected';

/** @typedef {{ name: string, privacy?: string, inheritedFrom?: object }} Member */
/** @typedef {{ name: string, description?: string, fieldName?: string, inheritedFrom?: object }} Attribute */
/**
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} [tagName]
 * @property {{ name: string }} [superclass]
 * @property {Member[]} [members]
 * @property {Attribute[]} [attributes]
 * @property {{ name?: string, description?: string }[]} [events]
 */
/** @typedef {{ kind: string, name: string, declaration: { name: string, module: string } }} Export */
/** @typedef {{ kind: string, path: string, declarations?: Declaration[], exports?: Export[] }} Module */
/** @typedef {{ modules: Module[] }} Manifest */
