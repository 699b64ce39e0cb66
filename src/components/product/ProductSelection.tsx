import type { SwatchView } from '#components/payments/checkout-view.ts';
import { FieldError } from './FieldError.tsx';
import { Pebble } from './Pebble.tsx';

type ProductSelectionProps = {
  swatches: readonly SwatchView[];
  chosen: string;
  texts: { color: string; inBatch: string; notInBatch: string };
  error: string | null;
};

/**
 * The colours as a native radio group. Everything that depends on the choice (picture, name, price, ship window,
 * the hue of the page) follows by CSS, so the picker is complete without a script.
 */
export function ProductSelection({ swatches, chosen, texts, error }: ProductSelectionProps) {
  const open = swatches.filter((swatch) => swatch.availability === 'open').map((swatch) => swatch.id);
  const shut = swatches.filter((swatch) => swatch.availability !== 'open').map((swatch) => swatch.id);
  return (
    <fieldset className="picker" aria-describedby={error ? 'color-error' : undefined}>
      <legend className="vh">{texts.color}</legend>
      <div className="head-row">
        <span className="lab" aria-hidden="true">
          {texts.color}
        </span>
        <span className="val">
          <span data-when={open.join(' ')}>{texts.inBatch}</span>
          <span data-when={shut.join(' ')}>{texts.notInBatch}</span>
        </span>
      </div>
      <div className="picker-row">
        {swatches.map((swatch) => (
          <Swatch key={swatch.id} swatch={swatch} checked={swatch.id === chosen} />
        ))}
      </div>
      <FieldError id="color-error" text={error} />
    </fieldset>
  );
}

function Swatch({ swatch, checked }: { swatch: SwatchView; checked: boolean }) {
  const out = swatch.availability === 'open' ? '' : 'out';
  return (
    <label className={`sw ${out}`} data-colour={swatch.id}>
      <input type="radio" name="color" value={swatch.id} defaultChecked={checked} />
      <span className="sw-shell">
        <Pebble />
        <span className="sw-tick">
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path
              d="M2.2 6.4 5 9l4.8-6"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.8"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </span>
      </span>
      <span className="sw-name">{swatch.name}</span>
      <span className="vh">, </span>
      <span className={`sw-state ${out}`}>
        {swatch.state}
        <span className="vh">, {swatch.price}</span>
      </span>
    </label>
  );
}
