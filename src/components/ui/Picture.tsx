import { type PictureFormat, pictureFormats, pictureSet } from './picture-files.ts';

type PictureProps = {
  src: string;
  alt: string;
  width: number;
  height: number;
  /** How wide it is shown, as in the `sizes` attribute; without it there is only the one file. */
  sizes?: string;
  /** Shown in its place in dark mode. */
  dark?: string;
  /** The first picture a visitor sees: loaded at once and before everything else. */
  first?: boolean;
};

/**
 * A picture at its reserved size, in the smallest file that is sharp where it is shown. The files are made beforehand, so
 * no optimiser runs, and next/image would put a style attribute on the element that the content security policy refuses.
 */
export function Picture({ src, alt, width, height, sizes, dark, first = false }: PictureProps) {
  const source = (of: string, format: PictureFormat, media?: string) => (
    <source
      key={`${of} ${format}`}
      type={`image/${format}`}
      srcSet={pictureSet(of, width, format)}
      sizes={sizes}
      media={media}
    />
  );
  const image = (
    // biome-ignore lint/performance/noImgElement: see above
    <img
      src={src}
      alt={alt}
      width={width}
      height={height}
      decoding="async"
      {...(first ? { fetchPriority: 'high' } : { loading: 'lazy' })}
    />
  );
  if (sizes === undefined) return image;
  return (
    <picture>
      {dark && pictureFormats.map((format) => source(dark, format, '(prefers-color-scheme: dark)'))}
      {pictureFormats.map((format) => source(src, format))}
      {image}
    </picture>
  );
}
