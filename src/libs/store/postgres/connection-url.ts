/** Words of other clients that providers put into the addresses they show; the server refuses what it does not know. */
const notForTheServer = [
  'channel_binding',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'gssencmode',
  'schema',
];

/** The address without parameters that only other clients understand. */
export function connectionUrl(url: string): string {
  const [address = '', query] = url.split('?', 2);
  const kept = (query ?? '')
    .split('&')
    .filter((pair) => pair !== '' && !notForTheServer.includes(pair.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? address : `${address}?${kept.join('&')}`;
}
