import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { handleChangeAddress } from '#app/actions/order-acts.ts';
import { AddressForm } from '#components/order/AddressForm.tsx';
import { AddressView } from '#components/order/AddressView.tsx';
import { countryName } from '#components/order/OrderFacts.tsx';
import { addressTexts } from '#components/order/order-texts.ts';
import { type AddressState, addressFields } from '#domain/order-address.ts';
import type { OrderView } from '#domain/order-view.ts';
import { servedCountries } from '#domain/shipping.ts';
import { LateScreen, OrderScreen, orderFor, orderMetadata, orderRequest } from '../../../order-screen.tsx';

type Props = PageProps<'/[locale]/orders/[orderNo]/address'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => orderMetadata(params);

/** Where a buyer says where the parcel should go instead. */
export default async function AddressPage({ params, searchParams }: Props) {
  const request = await orderRequest(params, searchParams);
  const { app, locale, orderNo, here } = request;
  const path = `/orders/${orderNo}/address`;
  const view = await orderFor(request);
  if (view === null) return <LateScreen request={request} path={path} />;
  if (view.changeAddress !== null) redirect(`${here}?refused=${view.changeAddress}`);
  const isKnown = view.address?.country != null;
  const codes = isKnown ? [] : servedCountries(app.catalog.shipping);
  const countries = codes.map((code) => ({ code, name: countryName(code, locale) ?? code }));
  return (
    <OrderScreen request={request} path={path}>
      <AddressView view={view} here={here}>
        <AddressForm
          action={handleChangeAddress}
          first={asItIs(view)}
          texts={addressTexts(await getTranslations())}
          locale={locale}
          orderNo={orderNo}
          countries={countries}
        />
      </AddressView>
    </OrderScreen>
  );
}

/** The form filled in with the address as it is; the country is no field of it where it is known. */
function asItIs({ address }: OrderView): AddressState {
  const entries = addressFields.map((field) => [field, field === 'country' ? '' : (address?.[field] ?? '')]);
  return { typed: Object.fromEntries(entries) as AddressState['typed'], wrong: {} };
}
