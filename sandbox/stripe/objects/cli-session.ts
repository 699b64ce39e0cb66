import { freshId } from '#sandbox/random.ts';
import { apiVersion } from '#sandbox/stripe/api-version.ts';
import type { Call } from '#sandbox/stripe/call.ts';

const reconnectDelaySeconds = 90;

/** Where `stripe listen` is told its WebSocket and signing secret. */
export function createCliSession(call: Call): object {
  const { id, secret, url } = call.world.cli.open(call.form.text('device_name') ?? '', call.account);
  return {
    websocket_url: url,
    websocket_id: id,
    websocket_authorized_feature: 'webhooks',
    reconnect_delay: reconnectDelaySeconds,
    secret,
    default_version: apiVersion,
    latest_version: apiVersion,
    display_connect_filter_warning: false,
    device_token: freshId('dt'),
  };
}
