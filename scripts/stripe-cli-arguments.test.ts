import { describe, expect, it } from 'vitest';
import { cliArguments } from './stripe-cli-arguments.ts';

const setting = {
  webhookUrl: 'http://127.0.0.1:3000/api/webhooks/stripe',
  apiBase: 'http://127.0.0.1:4010',
  configFile: '/tmp/config.toml',
  ours: {
    orderNo: 'ROL-7K2M9QXD',
    sku: 'rolitt-companion',
    colours: ['honey-khaki', 'red'].map((id) => ({
      id,
      priceId: `price_${id}`,
      unitAmount: 29_900,
      currency: 'USD',
    })),
  },
};
const event = 'checkout.session.completed';
const typed = (...words: string[]) => cliArguments(words, setting);

describe('listening', () => {
  it('forwards to the shop, from the sandbox', () => {
    expect(typed('listen').join(' ')).toContain(`--forward-to ${setting.webhookUrl}`);
    expect(typed('listen').join(' ')).toContain('--api-base http://127.0.0.1:4010');
  });

  it('goes to Stripe itself when there is no sandbox', () => {
    expect(cliArguments(['listen'], { ...setting, apiBase: undefined })).not.toContain('--api-base');
  });
});

describe('triggering', () => {
  it('leaves a foreign event foreign', () => {
    expect(typed('trigger', event).join(' ')).not.toContain('metadata');
  });

  it('marks an order as ours, in the first colour or in the one that is named', () => {
    expect(typed('trigger', event, '--ours')).toContain('checkout_session:metadata.color=honey-khaki');
    expect(typed('trigger', '--ours', event, '--color', 'red')).toContain(
      'checkout_session:metadata.color=red',
    );
    expect(typed('trigger', event, '--ours', '--color=red')).toContain('checkout_session:metadata.color=red');
  });

  it('sells the colour at its price, and stamps the same price', () => {
    const words = typed('trigger', event, '--ours', '--color=red').join(' ');
    expect(words).toContain('line_items.0.price=price_red');
    expect(words).toContain('payment_page_confirm:expected_amount=29900');
    expect(words).toContain('metadata.unit_amount=29900');
  });

  it('sells the goods of the fixture where a delayed method has to be paid in euro', () => {
    const words = typed('trigger', 'checkout.session.async_payment_succeeded', '--ours').join(' ');
    expect(words).toContain('metadata.currency=EUR');
    expect(words).not.toContain('--override');
  });

  it('passes on what it does not know', () => {
    expect(typed('trigger', event, '--add', 'checkout_session:locale=fr')).toContain(
      'checkout_session:locale=fr',
    );
  });

  it('names the colours when it does not know one', () => {
    expect(() => typed('trigger', event, '--ours', '--color=mauve')).toThrow('honey-khaki, red');
  });

  it('says that an event without a payment page cannot be ours', () => {
    expect(() => typed('trigger', 'charge.refunded', '--ours')).toThrow('has no payment page');
  });
});

it('shows the usage when nothing sensible was typed', () => {
  expect(() => typed('resend', 'nothing')).toThrow('Usage');
  expect(() => typed('trigger')).toThrow('Usage');
});
