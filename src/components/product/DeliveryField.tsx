import type { CountryView } from '#components/payments/checkout-view.ts';
import { FieldError } from './FieldError.tsx';

type DeliveryFieldProps = {
  countries: readonly CountryView[];
  chosen: string | null;
  label: string;
  error: string | null;
};

/** Where the parcel goes. What it costs there, and the amount on the button, follow by CSS. */
export function DeliveryField({ countries, chosen, label, error }: DeliveryFieldProps) {
  if (countries.length === 0) return null;
  return (
    <div className="email-row">
      <label htmlFor="country">
        <span className="lab">{label}</span>
      </label>
      <select
        // A form that was answered goes back to what it started with; a new field starts with what was chosen.
        key={chosen}
        id="country"
        name="country"
        autoComplete="shipping country"
        defaultValue={chosen ?? undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'country-error' : undefined}
      >
        {countries.map(({ code, name, zone }) => (
          <option key={code} value={code} data-zone={zone}>
            {name}
          </option>
        ))}
      </select>
      <FieldError id="country-error" text={error} />
    </div>
  );
}
