/** `['POST', '/v1/refunds/:id', endpoint]`: one line of a route table. */
export type Route<Endpoint> = readonly [method: string, pattern: string, endpoint: Endpoint];

export type Match<Endpoint> = { endpoint: Endpoint; ids: Readonly<Record<string, string>> };

type CompiledRoute<Endpoint> = { method: string; shape: RegExp; endpoint: Endpoint };

/** Finds the endpoint of a method and path; the first fitting line of the table wins. */
export function router<Endpoint>(table: readonly Route<Endpoint>[]) {
  const routes: CompiledRoute<Endpoint>[] = table.map(([method, pattern, endpoint]) => ({
    method,
    shape: new RegExp(`^${pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
    endpoint,
  }));

  return (method: string, path: string): Match<Endpoint> | undefined => {
    for (const route of routes) {
      const found = route.method === method ? route.shape.exec(path) : null;
      if (found) return { endpoint: route.endpoint, ids: { ...found.groups } };
    }
    return undefined;
  };
}
