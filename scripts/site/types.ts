import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from '../lib/root.mjs';
import { code, prose, table } from './html.js';
import { heading, type PageContext } from './markdown.js';

const files = new Map<string, ts.SourceFile>();

function parse(path: string): ts.SourceFile {
  const known = files.get(path);
  if (known) return known;
  const parsed = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true);
  files.set(path, parsed);
  return parsed;
}

type Documented = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.FunctionDeclaration;

const isDocumented = (node: ts.Node): node is Documented =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isFunctionDeclaration(node);

/** The interfaces, types and functions that an entry of the package exports, each with its fields and words. */
export function typesOf(entry: string, context: PageContext): string {
  return exportsOf(entry)
    .map(({ name, file }) => ({ file, declaration: declarationIn(file, name) }))
    .map(({ file, declaration }) => (declaration ? describe(declaration, file, context) : ''))
    .join('');
}

interface Export {
  readonly name: string;
  readonly file: string;
}

/** Names that an entry exports, those of `export * from` included, with the files that have them. */
function exportsOf(entry: string): Export[] {
  return parse(entry).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return exportsFrom(statement, entry);
    const own = isDocumented(statement) && statement.name && isExported(statement) && !isInternal(statement);
    return own ? [{ name: statement.name.text, file: entry }] : [];
  });
}

function exportsFrom({ exportClause, moduleSpecifier }: ts.ExportDeclaration, entry: string): Export[] {
  const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
  const file = from === null ? entry : join(dirname(entry), from.replace(/\.js$/, '.ts'));
  if (!exportClause) return exportsOf(file);
  return ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => ({ name: name.text, file })) : [];
}

const isExported = (node: Documented): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const isInternal = (node: ts.Node): boolean => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

const declarationIn = (file: string, name: string): Documented | undefined =>
  parse(file)
    .statements.filter(isDocumented)
    .find((node) => node.name?.text === name);

function describe(node: Documented, file: string, context: PageContext): string {
  const source = parse(file);
  const title = heading(
    context,
    3,
    code(ts.isFunctionDeclaration(node) ? `${node.name?.text}()` : (node.name?.text ?? '')),
  );
  const words = wordsOf(node);
  const intro = words ? `<p>${prose(words)}</p>\n` : '';
  if (ts.isTypeAliasDeclaration(node)) return `${title}${intro}<p>${code(typeText(node.type, source))}</p>\n`;
  if (ts.isFunctionDeclaration(node)) {
    const parameters = node.parameters.map((one) => [
      code(ts.isIdentifier(one.name) ? one.name.text : 'settings'),
      code(one.type ? typeText(one.type, source) : ''),
      prose(parameterWords(one)),
    ]);
    const answer = node.type ? `<p>Answers ${code(typeText(node.type, source))}.</p>\n` : '';
    return (
      title + intro + table(`Parameters of ${node.name?.text}`, ['Parameter', 'Type', 'Meaning'], parameters) + answer
    );
  }
  const rows = node.members
    .filter(ts.isPropertySignature)
    .map((field) => [
      code(field.name.getText(source) + (field.questionToken ? '?' : '')),
      code(field.type ? typeText(field.type, source) : ''),
      prose(wordsOf(field)),
    ]);
  return title + intro + table(`Fields of ${node.name.text}`, ['Field', 'Type', 'Meaning'], rows);
}

const typeText = (type: ts.TypeNode, source: ts.SourceFile): string => type.getText(source).replaceAll(/\s+/g, ' ');

function wordsOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(comment?.comment) ?? '';
}

function parameterWords(parameter: ts.ParameterDeclaration): string {
  const [tag] = ts.getJSDocParameterTags(parameter);
  return ts.getTextOfJSDocComment(tag?.comment) ?? '';
}
