export type Step = { readonly name: string; readonly statement: string };

/** One of the words, the nth in turn; the first are more frequent the more often they are said. */
const pick = (n: string, words: readonly string[]): string =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + (${n}) % ${words.length}]`;

const colours = ['honey-khaki', 'sakura-pink', 'healing-green', 'moonlight-grey', 'red'];
const countries = [
  'US',
  'US',
  'US',
  'US',
  'GB',
  'GB',
  'DE',
  'DE',
  'JP',
  'JP',
  'FR',
  'CN',
  'ES',
  'SE',
  'IE',
  'NZ',
];
const languages = ['en', 'en', 'en', 'ja', 'zh', 'es'];
const currencies = ['USD', 'USD', 'EUR', 'JPY'];
const laterEvents = [
  'checkout.session.expired',
  'refund.updated',
  'charge.refunded',
  'price.updated',
  'refund.created',
];

/** Spread evenly over the last 365 days, the last one a moment ago. */
const momentOf = (n: string, of: number): string => `now() - interval '365 days' * (${of} - ${n}) / ${of}`;

/** Only a superuser may leave them unchecked; everybody else waits longer. */
const withoutReferences = `do $$ begin set session_replication_role = replica;
  exception when insufficient_privilege then null; end $$`;

/** Indexes are built much faster once the rows are there; the definitions wait in a table of this session. */
const putIndexesAway = `create temp table put_away as select indexdef, indexname from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint);
  do $$ declare each record; begin
    for each in select indexname from put_away loop execute format('drop index %I', each.indexname); end loop; end $$`;
const bringIndexesBack = `do $$ declare each record; begin
    for each in select indexdef from put_away loop execute each.indexdef; end loop; end $$;
  drop table put_away`;

const orderColumns = `id, order_no, email, product_id, product_type, variant, quantity, amount, amount_refunded, amount_subtotal,
  amount_discount, amount_tax, amount_shipping, currency, payment_method, status, session_id, trade_no, locale, country,
  paid_at, needs_attention, version, created_at, updated_at`;

/**
 * A shop of a year as statements, quick because the database makes up the rows by itself. 94 of 100 orders are paid, 3 refunded,
 * 3 cancelled; one in 10,000 is held, one log row in 1,000 failed, one message in 5,000 is dead.
 */
export const bigShop = ({ orders, logs }: { orders: number; logs: number }): Step[] => [
  // Nobody will miss what a crash takes, and what is made up here refers to what is there.
  { name: 'settings', statement: `set synchronous_commit = off; ${withoutReferences}` },
  { name: 'indexes, put away', statement: putIndexesAway },
  {
    name: 'payment_orders',
    statement: `insert into payment_orders (${orderColumns})
      select 'o' || n, 'ROL-' || lpad(n::text, 8, '0'), 'shopper' || n % 700000 || '@example.com', 'rolitt-companion', 'preorder',
        ${pick('n', colours)}, 1, 29900, case when n % 33 = 0 then 29900 else 0 end, 29900, 0, 0, 0, ${pick('n / 3', currencies)},
        'stripe', case when n % 33 = 0 then 'refunded' when n % 33 = 1 then 'cancelled' else 'paid' end, 'cs_' || n, 'pi_' || n,
        ${pick('n / 5', languages)}, ${pick('n / 7', countries)}, ${momentOf('n', orders)},
        case when n % 10000 = 0 then 'possible_double_payment' end, 1, ${momentOf('n', orders)}, ${momentOf('n', orders)}
      from generate_series(1, ${orders}) n`,
  },
  {
    name: 'payment_transactions',
    statement: `insert into payment_transactions (id, order_id, transaction_no, payment_method, action_type, amount, currency, status,
        provider_ref, occurred_at, created_at)
      select 't' || n, 'o' || n, 'stripe:cs_' || n, 'stripe', 'charge', 29900, ${pick('n / 3', currencies)},
        case when n % 66 = 1 then 'expired' when n % 66 = 34 then 'failed' else 'succeeded' end, 'cs_' || n, ${momentOf('n', orders)}, ${momentOf('n', orders)}
      from generate_series(1, ${orders}) n`,
  },
  {
    name: 'webhook_logs',
    statement: `insert into webhook_logs (id, provider, event_id, event, stripe_event_id, api_version, livemode, status, result, error_code,
        order_id, email, trade_no, raw_data, attempts, received_at, processed_at, duration_ms, delay_ms, created_at, updated_at)
      select 'l' || n, 'stripe', 'evt_' || n, case when n % ${Math.ceil(logs / orders)} = 0 then 'checkout.session.completed' else ${pick('n', laterEvents)} end,
        'evt_' || n, '2026-10-28.endive', true,
        case when n % 1000 = 0 then 'failed' when n % 4 = 0 then 'ignored' else 'success' end, 'Order is paid.',
        case when n % 1000 = 0 then 'unexpected' end, 'o' || 1 + (n - 1) * ${orders} / ${logs}, 'shopper' || n % 700000 || '@example.com',
        'pi_' || 1 + (n - 1) * ${orders} / ${logs}, repeat('{"id":"evt"}', 40), 1, ${momentOf('n', logs)}, ${momentOf('n', logs)},
        5 + n % 400, 200 + n % 3000, ${momentOf('n', logs)}, ${momentOf('n', logs)}
      from generate_series(1::bigint, ${logs}) n`,
  },
  {
    name: 'outbox',
    statement: `insert into outbox (id, kind, dedupe_key, topic, payload, status, attempts, next_attempt_at, order_id, sent_at, created_at, updated_at)
      select 'm' || n, case when n % 3 = 0 then 'email' else 'klaviyo.event' end, 'promise:' || n,
        ${pick('n', ['Placed Order', 'Ordered Product', 'order-confirmed'])}, '{"metric":"Placed Order","value":299}',
        case when n % 5000 = 0 then 'dead' when n % 700 = 0 then 'suppressed' else 'sent' end, 1, ${momentOf('n', 2 * orders)},
        'o' || 1 + (n - 1) / 2, ${momentOf('n', 2 * orders)}, ${momentOf('n', 2 * orders)}, ${momentOf('n', 2 * orders)}
      from generate_series(1::bigint, ${2 * orders}) n`,
  },
  {
    name: 'activity_logs',
    statement: `insert into activity_logs (id, subject_type, subject_id, action, actor, level, message, created_at)
      select 'a' || n, 'order', 'o' || 1 + (n - 1) / 2, case when n % 2 = 0 then 'order.paid' else 'order.created' end,
        case when n % 20000 = 0 then 'operator:ana' else 'stripe' end, case when n % 10000 = 0 then 'error' else 'info' end,
        'Paid 299.00 USD.', ${momentOf('n', 2 * orders)}
      from generate_series(1::bigint, ${2 * orders}) n`,
  },
  { name: 'indexes, built', statement: bringIndexesBack },
  { name: 'vacuum and analyze', statement: 'vacuum analyze' },
];
