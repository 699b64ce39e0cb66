import { type Reply, type Request, redirect } from '#sandbox/http/messages.ts';
import { buyerOf, firstValues, missingField, typedValues } from '#sandbox/pages/pay/buyer-form.ts';
import { closedView, type PayView, payView } from '#sandbox/pages/pay/view.ts';
import { wordsFor } from '#sandbox/pages/pay/words.ts';
import { decodeForm, Form } from '#sandbox/stripe/form.ts';
import { discountByCode } from '#sandbox/stripe/objects/promotion-code.ts';
import { playCheckout } from '#sandbox/stripe/play-checkout.ts';
import { applyDiscount, chosenRate, setTotals } from '#sandbox/stripe/session-totals.ts';
import type { DeliveryPlan } from '#sandbox/stripe/webhook-delivery.ts';
import type { World } from '#sandbox/world.ts';

/** Shows the payment page of `/c/pay/{session}`. */
export function showPayPage(world: World, id: string): Reply {
  const open = openSession(world, id);
  if (!open) return closedView(world.state.sessions.find(id), world.shopUrl);
  return payView({ ...open, values: firstValues(open.session) });
}

/** Takes the buyer's decision and sends them on, or back to the page with a sentence why not. */
export async function submitPayPage(world: World, id: string, request: Request): Promise<Reply> {
  const open = openSession(world, id);
  if (!open) return closedView(world.state.sessions.find(id), world.shopUrl);
  const { session, checkout } = open;
  const form = new Form(decodeForm(request.body));
  const view = { ...open, values: typedValues(session, form) };
  const end = form.text('end');
  if (end === 'cancel') return redirect(session.cancel_url ?? world.shopUrl ?? '/', 302);
  if (form.has('shipping')) setTotals(session, checkout, form.text('shipping'));
  if (end === 'apply') return applyCode(view, form);
  if (end !== 'pay' && end !== 'decline' && end !== 'delayed') return payView({ ...view, status: 400 });
  return pay(world, view, { form, outcome: end });
}

type Open = Pick<PayView, 'session' | 'checkout'>;

function openSession(world: World, id: string): Open | undefined {
  const session = world.state.sessions.find(id);
  const checkout = world.state.checkouts.find(id);
  return session?.status === 'open' && checkout ? { session, checkout } : undefined;
}

function applyCode(view: PayView, form: Form): Reply {
  const { words } = wordsFor(view.session.locale);
  const discount = view.session.allow_promotion_codes ? discountByCode(form.text('promo') ?? '') : undefined;
  if (!discount) return payView({ ...view, alert: words.badCode, status: 400 });
  const chosen = chosenRate(view.session);
  applyDiscount(view.session, view.checkout, discount);
  setTotals(view.session, view.checkout, chosen);
  return payView(view);
}

async function pay(
  world: World,
  view: PayView,
  { form, outcome }: { form: Form; outcome: 'pay' | 'decline' | 'delayed' },
): Promise<Reply> {
  const { session, values } = view;
  const { words } = wordsFor(session.locale);
  const consents = {
    termsAccepted: form.flag('terms') ?? false,
    promotions: form.flag('marketing') ?? false,
  };
  const gap = outcome === 'decline' ? undefined : missingField(session, values, consents.termsAccepted);
  if (gap) return payView({ ...view, alert: `${words.incomplete} ${labelOf(gap, words)}`, status: 400 });
  const played = await playCheckout(world, session, {
    outcome,
    buyer: buyerOf(session, values, { ...consents, taxId: form.text('tax_id') ?? null }),
    plan: deliveryPlans[form.text('late') ?? ''] ?? {},
  });
  if (played.redirectUrl) return redirect(played.redirectUrl);
  return payView({ ...view, alert: words.declined, status: 402 });
}

const deliveryPlans: Readonly<Record<string, DeliveryPlan>> = {
  after_return: { delayMs: 4000 },
  twice: { copies: 2 },
  forged: { forgeFirst: true },
};

function labelOf(field: string, words: ReturnType<typeof wordsFor>['words']): string {
  const labels: Record<string, string> = {
    email: words.email,
    name: words.name,
    phone: words.phone,
    line1: words.address,
    city: words.city,
    country: words.country,
    terms: words.terms,
  };
  return labels[field] ?? field;
}
