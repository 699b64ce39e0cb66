import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { handleSignOut } from '#app/actions/sign-out.ts';
import { visitor } from '#app/visitor.ts';
import { AccountStatement } from '#components/account/AccountStatement.tsx';
import { AccountView } from '#components/account/AccountView.tsx';
import { SignOutForm } from '#components/account/SignOutForm.tsx';
import { IdentityUnavailableError, type Shopper } from '#domain/shopper.ts';
import { localePath } from '#libs/I18n.ts';
import { claimOrders } from '#services/claim-orders.ts';
import { accountOrders } from '#services/queries/account-orders.ts';
import { type AccountRequest, AccountScreen, accountMetadata, accountRequest } from '../account-screen.tsx';

type Props = PageProps<'/[locale]/account'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => accountMetadata(params, 'title');

/** The orders of whoever is signed in. */
export default async function AccountPage({ params, searchParams }: Props) {
  const request = await accountRequest(params, searchParams);
  const shopper = await shopperOf(request);
  if (shopper === null) redirect(localePath(request.locale, '/account/sign-in'));
  return (
    <AccountScreen request={request} here="/account">
      {shopper === 'unknown' ? <Unknown request={request} /> : <Orders request={request} shopper={shopper} />}
    </AccountScreen>
  );
}

async function shopperOf({ app }: AccountRequest): Promise<Shopper | 'unknown' | null> {
  try {
    return await visitor(app);
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.error({ code: error.code, error }, 'nobody can be told apart');
    return 'unknown';
  }
}

async function Orders({ request, shopper }: { request: AccountRequest; shopper: Shopper }) {
  const { app, locale, query, problem } = request;
  const found = await accountOrders(app, shopper, query('after'));
  // What a sign-in had no time for, or a guest bought since: it shows the next time.
  app.defer(async () => void (await claimOrders(app, shopper)));
  const next = found?.next ?? null;
  return (
    <AccountView
      shopper={shopper}
      orders={found?.orders ?? null}
      olderHref={next === null ? null : localePath(locale, `/account?after=${encodeURIComponent(next)}`)}
      home={localePath(locale)}
      problem={problem}
      signOut={handleSignOut}
    />
  );
}

async function Unknown({ request: { locale } }: { request: AccountRequest }) {
  const t = await getTranslations('account');
  return (
    <div className="state account mine">
      <AccountStatement mood="aside" title={t('unknown_title')} text={t('unknown_text')}>
        <a className="btn small" href={localePath(locale, '/account')}>
          {t('try_again')}
        </a>
      </AccountStatement>
      <SignOutForm action={handleSignOut} />
    </div>
  );
}
