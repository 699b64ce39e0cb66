type Described = {
  readonly type?: string;
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
};

/** Every property of an event by its path, `Items[].SKU` for example, with its type. */
export function propertyTypes(properties: object, path = ''): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const [name, shape] of Object.entries(properties as Record<string, Described>)) {
    const own = shape.anyOf?.[0] ?? shape;
    const item = own.items ?? own;
    const here = `${path}${name}${own.items ? '[]' : ''}`;
    types.set(here, `${item.type}${shape.anyOf ? ' or null' : ''}`);
    for (const [inner, type] of propertyTypes(item.properties ?? {}, `${here}.`)) types.set(inner, type);
  }
  return types;
}
