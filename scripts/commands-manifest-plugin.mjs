/**
 * A plugin for the custom-elements manifest analyzer: `@command --re-decode - text` in a class's JSDoc becomes an entry
 * of `commands` in custom-elements.json; the manifest's schema has no field for commands.
 */
export const commandsPlugin = {
  name: 'commands',
  /** @param {{ ts: typeof import('typescript'), node: import('typescript').Node, moduleDoc: ModuleDocument }} context */
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name?.text);
    if (!declaration) return;
    for (const { comment } of ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'command')) {
      const [, name, description] = /^(--[\w-]+)\s*-?\s*([\s\S]*)$/.exec(String(comment)) ?? [];
      if (!name) continue;
      declaration.commands ??= [];
      declaration.commands.push({ name, description: description ?? '' });
    }
  },
};

/** @typedef {{ name?: string, commands?: { name: string, description: string }[] }} Declaration */
/** @typedef {{ declarations?: Declaration[] }} ModuleDocument */
