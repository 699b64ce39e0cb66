/** A form of a page as a browser without JavaScript would send it. */
export type HtmlForm = {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly multipart: boolean;
  /** The successful controls with the values they have at first, in the sequence of the page. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Every value a control of this name could take: radios, options, checkboxes. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
};

type Attributes = Readonly<Record<string, string>>;

/** The forms of a page, in its sequence. */
export function formsIn(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', body = '']) => {
    const form = attributesOf(head);
    return {
      action: form.action ?? '',
      method: form.method?.toLowerCase() === 'post' ? 'post' : 'get',
      multipart: form.enctype === 'multipart/form-data',
      ...controlsIn(body),
    };
  });
}

function controlsIn(body: string): Pick<HtmlForm, 'fields' | 'choices'> {
  const fields: [string, string][] = [];
  const choices: Record<string, string[]> = {};
  for (const [, input, select = '', options = ''] of body.matchAll(
    /<input\b((?:"[^"]*"|'[^']*'|[^>])*)>|<select\b((?:"[^"]*"|'[^']*'|[^>])*)>([\s\S]*?)<\/select>/gi,
  )) {
    const control = attributesOf(input ?? select);
    if (control.name === undefined || 'disabled' in control) continue;
    if (input === undefined) addSelect(control.name, options, { fields, choices });
    else addInput({ ...control, name: control.name }, { fields, choices });
  }
  return { fields, choices };
}

type Found = { fields: [string, string][]; choices: Record<string, string[]> };

function addInput(input: Attributes & { name: string }, { fields, choices }: Found): void {
  const chosen = input.type === 'radio' || input.type === 'checkbox';
  if (input.type === 'submit' || input.type === 'button') return;
  const value = input.value ?? (chosen ? 'on' : '');
  if (chosen) choices[input.name] = [...(choices[input.name] ?? []), value];
  if (!chosen || 'checked' in input) fields.push([input.name, value]);
}

function addSelect(name: string, inner: string, { fields, choices }: Found): void {
  const options = [...inner.matchAll(/<option\b([^>]*)>/gi)].map(([, head = '']) => attributesOf(head));
  choices[name] = options.map(({ value = '' }) => value);
  const selected = options.find((option) => 'selected' in option) ?? options[0];
  if (selected) fields.push([name, selected.value ?? '']);
}

function attributesOf(head: string): Attributes {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of head.matchAll(/([^\s"'=/]+)(?:="([^"]*)"|='([^']*)')?/g)) {
    found[name.toLowerCase()] = decoded(double ?? single ?? '');
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return entities[name.toLowerCase()] ?? whole;
  });
}
