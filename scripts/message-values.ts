/** What a message has to be given: https://unicode-org.github.io/icu/userguide/format_parse/messages */

/**
 * The values and tags of a message, sorted: `{count}`, `<b>`. Braces are a value in a text and a text in a value
 * (`{count, plural, one {one} other {#}}`), turn by turn. Null when they do not match.
 */
export function valuesIn(message: string): readonly string[] | null {
  const found = new Set([...message.matchAll(/<(\w+)>/g)].map(([tag]) => tag));
  let depth = 0;
  for (const { 0: brace, index } of message.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return null;
    const opensValue = brace === '{' && depth % 2 === 1;
    const name = opensValue ? /^\s*\w+/.exec(message.slice(index + 1))?.[0].trim() : undefined;
    if (opensValue && name === undefined) return null;
    if (name !== undefined) found.add(`{${name}}`);
  }
  return depth === 0 ? [...found].sort() : null;
}
