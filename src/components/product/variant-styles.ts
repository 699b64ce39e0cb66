import type { Variant } from '#domain/offer.ts';

/** The part of a colour the page's look depends on. */
type Tinted = Pick<Variant, 'id' | 'tint'>;
type Choices = { variants: readonly Tinted[]; maxQuantity: number; zones: number };

/**
 * The rules that make the page follow the choice without a script: the chosen colour tints the root, unless a script
 * does it (see `tintPage`), and only what is marked with that colour (`data-when`), quantity (`data-qty`) or delivery zone (`data-to`) is shown. The text depends on the
 * catalogue alone, never on a request, so the content security policy can name it by its hash.
 */
export function variantStyles({ variants, maxQuantity, zones }: Choices): string {
  const tints = variants.map(
    ({ id, tint }) =>
      `[data-colour="${id}"],:root:not([data-colour]):has(input[name="color"][value="${id}"]:checked)` +
      `{--h:${tint.hue};--c:${tint.chroma};--shell:${tint.shell}}`,
  );
  const colours = variants.map(
    ({ id }) => `:root:has(input[name="color"][value="${id}"]:checked) [data-when]:not([data-when~="${id}"])`,
  );
  const quantities = Array.from(
    { length: maxQuantity },
    (_, index) =>
      `:root:has(input[name="quantity"][value="${index + 1}"]:checked) [data-qty]:not([data-qty="${index + 1}"])`,
  );
  const marks = Array.from({ length: zones === 0 ? 0 : zones + 1 }, (_, zone) => String(zone));
  const places = marks.map(
    (mark) => `:root:has(option[data-zone="${mark}"]:checked) [data-to]:not([data-to~="${mark}"])`,
  );
  return `${tints.join('')}${[...colours, ...quantities, ...places].join(',')}{display:none}`;
}
