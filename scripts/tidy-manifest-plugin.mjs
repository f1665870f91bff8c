/**
 * A plugin for the custom-elements manifest analyzer: leaves out what nobody outside may use, and what it has guessed from
 * the code without a word of documentation; ties attributes to their properties.
 */
export const tidyPlugin = {
  name: 'tidy',
  /** @param {{ customElementsManifest: Manifest }} context */
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations) tidy(declaration);
    }
  },
};

/** @param {Declaration} declaration */
function tidy(declaration) {
  const { members, attributes, events } = declaration;
  if (members) declaration.members = members.filter(isPublic);
  if (events) declaration.events = events.filter(({ name, description }) => name && description);
  if (!attributes) return;
  declaration.attributes = attributes.filter(({ name, description }) => name && description);
  for (const attribute of declaration.attributes) {
    const property = attribute.name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    if (members?.some(({ name }) => name === property)) attribute.fieldName ??= property;
  }
}

/** @param {Member} member */
const isPublic = ({ name, privacy }) => !/^[#[]/.test(name) && privacy !== 'private' && privacy !== 'protected';

/** @typedef {{ name: string, privacy?: string }} Member */
/** @typedef {{ name: string, description?: string, fieldName?: string }} Attribute */
/** @typedef {{ members?: Member[], attributes?: Attribute[], events?: { name?: string, description?: string }[] }} Declaration */
/** @typedef {{ modules: { declarations?: Declaration[] }[] }} Manifest */
