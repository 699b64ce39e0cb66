import type { Address } from '#domain/payment-event.ts';
import type { Preorder } from '#domain/preorder.ts';

/** The carriers whose parcels a shopper can follow by a link; any other may be typed. */
const carriers = [
  'DHL',
  'UPS',
  'FedEx',
  'USPS',
  'DPD',
  'GLS',
  'SF Express',
  'Japan Post',
  'Yamato',
  'Royal Mail',
  'Correos',
];

export function ParcelFields({ preorder }: { preorder: Preorder | null }) {
  return (
    <>
      <label>
        Carrier
        <input
          className="inp"
          name="carrier"
          list="carriers"
          defaultValue={preorder?.carrier ?? ''}
          maxLength={60}
          required
        />
      </label>
      <datalist id="carriers">
        {carriers.map((carrier) => (
          <option key={carrier} value={carrier} />
        ))}
      </datalist>
      <label>
        Tracking number
        <input
          className="inp mono"
          name="tracking"
          defaultValue={preorder?.tracking_number ?? ''}
          maxLength={40}
          required
        />
      </label>
    </>
  );
}

export const DayField = ({ day }: { day: Date | null }) => (
  <label>
    Ships by
    <input className="inp" type="date" name="day" defaultValue={day?.toISOString().slice(0, 10)} required />
  </label>
);

export const EmailField = () => (
  <label>
    E-mail of the shopper
    <input className="inp" type="email" name="email" maxLength={200} required />
  </label>
);

const fields = [
  ['name', 'Name', true],
  ['line1', 'Street', true],
  ['line2', 'Further line', false],
  ['postalCode', 'Postal code', false],
  ['city', 'City', true],
  ['state', 'State or region', false],
  ['phone', 'Phone', false],
] as const;

/** The whole address; empty while it is masked. The country stays, because shipping and tax were paid for it. */
export const AddressFields = ({ address }: { address: Address | null }) => (
  <>
    {address === null ? <p className="help">Reveal the shopper to begin with the address as it is.</p> : null}
    {fields.map(([name, label, isRequired]) => (
      <label key={name}>
        {label}
        <input
          className="inp"
          name={name}
          defaultValue={address?.[name] ?? ''}
          maxLength={200}
          required={isRequired}
        />
      </label>
    ))}
  </>
);
