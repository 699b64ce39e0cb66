/** The widths in pixels every large picture is kept in beside its own; `npm run pictures` makes the files. */
export const pictureWidths = [480, 800, 1200] as const;
export const pictureFormats = ['avif', 'webp'] as const;

export type PictureFormat = (typeof pictureFormats)[number];

/** The file of a picture in another width and format: `/product/a.webp` is `/product/a-800.avif`. */
export const pictureFile = (src: string, width: number, format: PictureFormat): string =>
  src.replace(/\.webp$/, `-${width}.${format}`);

/** All files of one format for a `srcset`, narrowest first; the original is the widest of the WebP ones. */
export function pictureSet(src: string, ownWidth: number, format: PictureFormat): string {
  const made = pictureWidths
    .filter((width) => width < ownWidth)
    .map((width) => `${pictureFile(src, width, format)} ${width}w`);
  return [...made, ...(format === 'webp' ? [`${src} ${ownWidth}w`] : [])].join(', ');
}
