import { empty, header, json, type Reply, type Request } from '#sandbox/http/messages.ts';
import { freshId } from '#sandbox/random.ts';
import type { World } from '#sandbox/world.ts';

/** An alert as it came in by one of the ways that are no mail. `receivedAt` is milliseconds since the epoch. */
export type ReceivedAlert = {
  id: string;
  receivedAt: number;
  channel: 'webhook' | 'sms';
  /** The number a text message was for. */
  to: string | null;
  text: string;
};

function keep(world: World, alert: Pick<ReceivedAlert, 'channel' | 'to' | 'text'>): ReceivedAlert {
  const kept = world.state.alerts.insert({ id: freshId('SM'), receivedAt: world.now(), ...alert });
  world.log(`alert by ${alert.channel}`);
  world.changed();
  return kept;
}

/** Plays an incoming webhook of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function receiveAlert(world: World, { body }: Request): Reply {
  const text = textOf(body);
  if (text === null) return { ...empty(400), body: 'invalid_payload' };
  keep(world, { channel: 'webhook', to: null, text });
  return { ...empty(200, { 'Content-Type': 'text/plain' }), body: 'ok' };
}

function textOf(body: string): string | null {
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === 'string' && text !== '' ? text : null;
  } catch {
    return null;
  }
}

/** Plays Twilio's messages: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export function receiveTextMessage(world: World, account: string, request: Request): Reply {
  const [scheme, credentials = ''] = (header(request, 'authorization') ?? '').split(' ');
  const [user, token] = Buffer.from(credentials, 'base64').toString().split(':');
  if (scheme !== 'Basic' || user !== account || !token)
    return json(401, { code: 20003, message: 'Authenticate', status: 401 });
  const form = new URLSearchParams(request.body);
  const [to, from, text] = [form.get('To'), form.get('From'), form.get('Body')];
  if (!to || !from || !text)
    return json(400, { code: 21604, message: 'A To, a From and a Body are required.', status: 400 });
  const { id } = keep(world, { channel: 'sms', to, text });
  return json(201, { sid: id, status: 'queued', to, from, body: text });
}
