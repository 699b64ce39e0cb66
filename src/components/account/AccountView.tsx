import { useTranslations } from 'next-intl';
import type { AccountOrder } from '#domain/account-order.ts';
import type { Shopper, SignInProblem } from '#domain/shopper.ts';
import { AccountNotice } from './AccountNotice.tsx';
import { AccountStatement } from './AccountStatement.tsx';
import { OrderEntry } from './OrderEntry.tsx';
import { SignOutForm } from './SignOutForm.tsx';

type AccountViewProps = {
  shopper: Shopper;
  /** Null while the orders cannot be read. */
  orders: readonly AccountOrder[] | null;
  /** Where the older ones are. */
  olderHref: string | null;
  home: string;
  problem: SignInProblem | null;
  signOut: (form: FormData) => Promise<void>;
};

/** Whose account it is on the left, their orders on the right, newest first. */
export function AccountView({ shopper, orders, olderHref, home, problem, signOut }: AccountViewProps) {
  const t = useTranslations('account');
  return (
    <div className="state account mine">
      <div className="say">
        <h1>{t('title')}</h1>
        <p className="lead">{shopper.email ?? t('no_email')}</p>
        {shopper.email === null || shopper.emailVerified ? null : <p>{t('unverified')}</p>}
        <AccountNotice problem={problem} />
      </div>
      <div className="orders">
        <Orders orders={orders} home={home} />
        {olderHref === null ? null : (
          <a className="btn quiet small" href={olderHref}>
            {t('older')}
          </a>
        )}
      </div>
      <SignOutForm action={signOut} />
    </div>
  );
}

function Orders({ orders, home }: Pick<AccountViewProps, 'orders' | 'home'>) {
  const t = useTranslations('account');
  if (orders === null)
    return <AccountStatement mood="aside" title={t('late_title')} text={t('late_text')} level="h2" />;
  if (orders.length === 0)
    return (
      <AccountStatement mood="asleep" title={t('empty_title')} text={t('empty_text')} level="h2">
        <a className="btn quiet small" href={home}>
          {t('back')}
        </a>
      </AccountStatement>
    );
  return (
    <ol className="plain">
      {orders.map((order) => (
        <OrderEntry key={order.orderNo} order={order} />
      ))}
    </ol>
  );
}
