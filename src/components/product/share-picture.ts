/** The size social networks ask for, pixels. */
export const sharePictureSize = { width: 1200, height: 630 } as const;

/** The file shown where an address of the shop is shared, in its language and colour; `npm run pictures` draws it. */
export const sharePicture = (locale: string, color: string | null): string =>
  `/share/${color === null ? locale : `${locale}-${color}`}.jpg`;
