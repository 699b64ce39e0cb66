/** Crockford's base 32: no I, L, O or U, so a number survives being read aloud or written by hand. */
export const orderNoAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const orderNoLength = 8;

/**
 * The order number somebody typed, whatever they made of capitals, spaces, dashes and letters that look like digits; with
 * the shop's prefix where they left it out. Null when it cannot be one.
 */
export function readOrderNo(text: string, prefix: string): string | null {
  const exact = text.trim().toUpperCase();
  if (isOrderNo(exact)) return exact;
  const symbols = exact.replace(/[^0-9A-Z]/g, '');
  const head = symbols.slice(0, -orderNoLength);
  if (head !== '' && head !== prefix) return null;
  const tail = symbols.slice(-orderNoLength).replaceAll('O', '0').replace(/[IL]/g, '1');
  const orderNo = `${prefix}-${tail}`;
  return isOrderNo(orderNo) ? orderNo : null;
}

/** The shape of an order number, such as `ROL-7K2M9QXD`, as a regular expression; the prefix is configuration. */
export const orderNoShape = '[A-Z]{2,6}-[0-9A-HJKMNP-TV-Z]{8}';
const wholeOrderNo = new RegExp(`^${orderNoShape}$`);

/** Whether a text has the shape of an order number. */
export const isOrderNo = (text: string): boolean => wholeOrderNo.test(text);
