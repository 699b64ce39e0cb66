import { FieldError } from './FieldError.tsx';

type QuantityFieldProps = {
  counts: readonly number[];
  chosen: number;
  texts: { quantity: string; quantityLimit: string };
  error: string | null;
};

export function QuantityField({ counts, chosen, texts, error }: QuantityFieldProps) {
  const checked = counts.includes(chosen) ? chosen : counts[0];
  return (
    <fieldset aria-describedby={error ? 'quantity-error' : undefined}>
      <legend className="vh">{texts.quantity}</legend>
      <div className="qty-row">
        <div>
          <span className="lab" aria-hidden="true">
            {texts.quantity}
          </span>{' '}
          <span className="note">{texts.quantityLimit}</span>
        </div>
        <div className="qty">
          {counts.map((count) => (
            <label key={count}>
              <input type="radio" name="quantity" value={count} defaultChecked={count === checked} />
              <span className="num">{count}</span>
            </label>
          ))}
        </div>
      </div>
      <FieldError id="quantity-error" text={error} />
    </fieldset>
  );
}
