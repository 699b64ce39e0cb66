import { receiveAlert, receiveTextMessage } from '#sandbox/alerts/received-alerts.ts';
import { control } from '#sandbox/control.ts';
import { json, type Reply, type Request } from '#sandbox/http/messages.ts';
import { isForeignPost } from '#sandbox/http/origin.ts';
import { createEvent } from '#sandbox/klaviyo/api.ts';
import { requestDeletion } from '#sandbox/klaviyo/deletion.ts';
import { findProfiles, subscribeProfiles } from '#sandbox/klaviyo/profiles.ts';
import { desk } from '#sandbox/pages/desk.ts';
import { showPayPage, submitPayPage } from '#sandbox/pages/pay/page.ts';
import { stripeApi } from '#sandbox/stripe/api.ts';
import type { World } from '#sandbox/world.ts';

/** Every address of the sandbox, from the APIs it plays to its own pages. */
export function app(world: World, reset: () => Promise<void>) {
  const answerStripe = stripeApi(world);

  return async (request: Request): Promise<Reply> => {
    const { method, path } = request;
    if (path.startsWith('/v1/')) return answerStripe(request);
    if (isForeignPost(request))
      return json(403, { error: { message: 'Posts from other sites are refused.' } });
    if (path === '/healthz') return json(200, { ok: true });
    if (path.startsWith('/_sandbox/')) return control(world, request, reset);
    if (method === 'POST' && /^\/klaviyo\/api\/events\/?$/.test(path)) return createEvent(world, request);
    if (method === 'POST' && path === '/alerts/webhook') return receiveAlert(world, request);
    const account = /^\/alerts\/2010-04-01\/Accounts\/([^/]+)\/Messages\.json$/.exec(path)?.[1];
    if (method === 'POST' && account) return receiveTextMessage(world, account, request);
    if (method === 'POST' && /^\/klaviyo\/api\/data-privacy-deletion-jobs\/?$/.test(path))
      return requestDeletion(world, request);
    if (method === 'GET' && /^\/klaviyo\/api\/profiles\/?$/.test(path)) return findProfiles(world, request);
    if (method === 'POST' && /^\/klaviyo\/api\/profile-subscription-bulk-create-jobs\/?$/.test(path))
      return subscribeProfiles(world, request);
    const payPage = /^\/c\/pay\/([^/]+)\/?$/.exec(path)?.[1];
    if (payPage)
      return method === 'POST' ? submitPayPage(world, payPage, request) : showPayPage(world, payPage);
    const deskReply = await desk(world, request);
    if (deskReply) return deskReply;
    return json(404, { error: { message: `The sandbox has no ${method} ${path}.` } });
  };
}
