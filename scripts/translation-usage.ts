/** Which translation keys a source file asks for, read from its syntax tree. */
import { parseSync } from '@swc/core';

/** A key, or a pattern whose groups are the parts that are only known at run time. */
export type Usage = { readonly key: string; readonly pattern: RegExp };

export type Reading = {
  readonly usages: readonly Usage[];
  /** Every text and property name in the file: what a part that is filled in at run time can be. */
  readonly words: ReadonlySet<string>;
};

type Node = Readonly<Record<string, unknown>> & { readonly type: string };
/** The translators in reach, by variable name, each with the namespace its keys start in. */
type Scope = ReadonlyMap<string, string>;

/** Types whose parameters are translators of every namespace. */
const translatorTypes: readonly unknown[] = ['Translate'];
const factories: readonly unknown[] = ['useTranslations', 'getTranslations'];
const localeFile = /(^|[/#])locales\/\w+\.json$/;

/** Every key a file uses. Throws when a key is made up at run time altogether. */
export function readUsages(source: string, file: string): Reading {
  const program: unknown = parseSync(source, {
    syntax: 'typescript',
    tsx: file.endsWith('x'),
    target: 'es2024',
  });
  const usages: Usage[] = [];
  const words = new Set<string>();
  visit(program, new Map(), {
    word: (text) => words.add(text),
    keys: (keys) => {
      if (keys === null) throw new Error(`${file}: a translation key must be written out, at least in part.`);
      usages.push(...keys);
    },
  });
  return { usages, words };
}

type Report = { keys(usages: Usage[] | null): void; word(text: string): void };

function visit(value: unknown, scope: Scope, report: Report): void {
  if (Array.isArray(value)) {
    // Statements come in order, so a declaration is known to the ones after it.
    let current = scope;
    for (const item of value) {
      current = withDeclarations(item, current);
      visit(item, current, report);
    }
    return;
  }
  if (!isNode(value)) {
    if (typeof value === 'object' && value !== null) visit(Object.values(value), scope, report);
    return;
  }
  if (value.type === 'StringLiteral') report.word(String(value.value));
  if (value.type === 'KeyValueProperty') report.word(String(at(value.key, 'value')));
  if (value.type === 'CallExpression') readCall(value, scope, report);
  if (value.type === 'ImportDeclaration') readImport(value, report);
  const inner = 'params' in value ? withParameters(value.params, scope) : scope;
  for (const child of Object.values(value)) visit(child, inner, report);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>(
    (node, name) => (typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined),
    value,
  );

function withDeclarations(statement: unknown, scope: Scope): Scope {
  const declaration = at(statement, 'type') === 'VariableDeclaration' ? statement : undefined;
  const declarators = at(declaration, 'declarations');
  if (!Array.isArray(declarators)) return scope;
  const found = declarators.flatMap((declarator): [string, string][] => {
    const namespace = namespaceOf(at(declarator, 'init'));
    return namespace === undefined ? [] : [[String(at(declarator, 'id', 'value')), namespace]];
  });
  return new Map([...scope, ...found]);
}

function withParameters(params: unknown, scope: Scope): Scope {
  if (!Array.isArray(params)) return scope;
  const names = params
    .map((parameter) => at(parameter, 'pat') ?? parameter)
    .filter((p) => translatorTypes.includes(at(p, 'typeAnnotation', 'typeAnnotation', 'typeName', 'value')))
    .map((parameter): [string, string] => [String(at(parameter, 'value')), '']);
  return new Map([...scope, ...names]);
}

/** The namespace a call such as `useTranslations('shop')` opens, or undefined for any other expression. */
function namespaceOf(expression: unknown): string | undefined {
  const call = at(expression, 'type') === 'AwaitExpression' ? at(expression, 'argument') : expression;
  if (!factories.includes(at(call, 'callee', 'value'))) return undefined;
  const argument = at(call, 'arguments', 0, 'expression');
  if (at(argument, 'type') === 'StringLiteral') return `${at(argument, 'value')}.`;
  const properties = at(argument, 'properties');
  const named = Array.isArray(properties)
    ? properties.find((property) => at(property, 'key', 'value') === 'namespace')
    : undefined;
  return named === undefined ? '' : `${at(named, 'value', 'value')}.`;
}

function readCall(call: Node, scope: Scope, report: Report): void {
  const callee = call.callee;
  const name =
    at(callee, 'type') === 'MemberExpression' ? at(callee, 'object', 'value') : at(callee, 'value');
  const namespace = scope.get(String(name));
  if (namespace === undefined) return;
  report.keys(keysOf(at(call.arguments, 0, 'expression'), namespace));
}

/** The keys an expression can be; null when nothing about them is written down. */
function keysOf(expression: unknown, namespace: string): Usage[] | null {
  switch (at(expression, 'type')) {
    case 'StringLiteral':
      return [usage([namespace + at(expression, 'value')])];
    case 'TemplateLiteral': {
      const quasis = at(expression, 'quasis');
      const parts = Array.isArray(quasis) ? quasis.map((part) => String(at(part, 'cooked'))) : [];
      const written = [namespace + (parts[0] ?? ''), ...parts.slice(1)];
      return written.every((part) => part === '') ? null : [usage(written)];
    }
    case 'ConditionalExpression': {
      const branches = [at(expression, 'consequent'), at(expression, 'alternate')].map((branch) =>
        keysOf(branch, namespace),
      );
      return branches.includes(null) ? null : branches.flatMap((keys) => keys ?? []);
    }
    default:
      return namespace === '' ? null : [usage([namespace, ''])];
  }
}

/** A locale file imported by name is used as a whole group. */
function readImport(declaration: Node, report: Report): void {
  if (declaration.typeOnly === true || !localeFile.test(String(at(declaration.source, 'value')))) return;
  const specifiers = Array.isArray(declaration.specifiers) ? declaration.specifiers : [];
  const groups = specifiers
    .filter((specifier) => at(specifier, 'type') === 'ImportSpecifier')
    .map((specifier) => String(at(specifier, 'imported', 'value') ?? at(specifier, 'local', 'value')));
  report.keys(groups.map((group) => ({ key: `${group}.…`, pattern: new RegExp(`^${literally(group)}\\.`) })));
}

const usage = (parts: readonly string[]): Usage => ({
  key: parts.join('…'),
  pattern: new RegExp(`^${parts.map((part) => literally(part)).join('([^.]+)')}$`),
});

/** Keys are words, dots and the odd dash; only the dot means something else in a pattern. */
const literally = (text: string): string => text.replaceAll('.', '\\.');
