/** Crockford's base 32: no I, L, O or U, so a number survives being read aloud or written by hand. */
export const orderNoAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const orderNoLength = 8;

/** Whether a text has the shape of an order number, such as `ROL-7K2M9QXD`; the prefix is configuration. */
export const isOrderNo = (text: string): boolean => /^[A-Z]{2,6}-[0-9A-HJKMNP-TV-Z]{8}$/.test(text);
