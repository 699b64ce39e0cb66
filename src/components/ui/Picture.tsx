type PictureProps = {
  src: string;
  alt: string;
  width: number;
  height: number;
  /** The first picture a visitor sees: loaded at once and before everything else. */
  first?: boolean;
};

/**
 * A picture at its reserved size. Our files are WebP at the size they are shown in already, so no optimiser runs,
 * and next/image would put a style attribute on the element that the content security policy refuses.
 */
export function Picture({ src, alt, width, height, first = false }: PictureProps) {
  return (
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
}
