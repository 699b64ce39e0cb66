import type { Faults } from '#sandbox/faults.ts';
import { Html, html } from '#sandbox/pages/html.ts';

/** Every fault switch, as it stands. */
export function faultForm({ webhook, stripe, klaviyo, mail }: Faults): Html {
  return html`<form method="post" action="/acts/faults" class="faults">
<fieldset><legend>Webhooks</legend>${share('duplicate', 'Sent twice, share', webhook.duplicate)}${share('loss', 'Never sent, share', webhook.loss)}${whole('delay_ms', 'Delay, ms', webhook.delayMs)}${whole('reorder_ms', 'Random extra delay, ms', webhook.reorderMs)}</fieldset>
<fieldset><legend>Stripe’s API</legend>${whole('stripe_latency_ms', 'Latency, ms', stripe.latencyMs)}${choice('stripe_status', 'Fails with', { value: String(stripe.status ?? ''), options: ['', '500', '503', '429'] })}${whole('fail_next', 'Only the next calls (0: all)', stripe.failNext ?? 0)}${choice('stripe_hang', 'Never answers', { value: stripe.hang ? 'true' : '', options: ['', 'true'] })}</fieldset>
<fieldset><legend>Klaviyo’s API</legend>${choice('klaviyo_mode', 'Answers', { value: klaviyo.mode, options: ['ok', '429', '500', 'hang'] })}${whole('retry_after', 'Retry-After, seconds', klaviyo.retryAfterSeconds ?? 1)}${share('lose_answer', 'Recorded, answer lost, share', klaviyo.loseAnswerRate)}${whole('klaviyo_latency_ms', 'Latency, ms', klaviyo.latencyMs)}</fieldset>
<fieldset><legend>Mail server</legend>${choice('mail_mode', 'Answers', { value: mail.mode, options: ['ok', 'refuse', '451', '550', 'hang'] })}${share('mail_lose_answer', 'Accepted, answer lost, share', mail.loseAnswerRate)}${whole('mail_latency_ms', 'Latency, ms', mail.latencyMs)}</fieldset>
<div class="field"><button class="btn go">Apply</button></div></form>`;
}

const share = (name: string, label: string, value: number): Html =>
  numberField(name, label, { value, step: '0.05', max: '1' });

const whole = (name: string, label: string, value: number): Html =>
  numberField(name, label, { value, step: '1', max: '600000' });

function numberField(
  name: string,
  label: string,
  { value, step, max }: { value: number; step: string; max: string },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="0" max="${max}" step="${step}" value="${value}"></div>`;
}

function choice(
  name: string,
  label: string,
  { value, options }: { value: string; options: readonly string[] },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(
    (option) =>
      html`<option value="${option}"${new Html(option === value ? ' selected' : '')}>${optionText(option)}</option>`,
  )}</select></div>`;
}

const optionText = (option: string): string => ({ '': 'no', true: 'yes' })[option] ?? option;
