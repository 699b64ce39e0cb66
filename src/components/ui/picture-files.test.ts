import * as fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { pictureFormats, pictureSet } from './picture-files.ts';

const publicFolder = path.resolve(import.meta.dirname, '../../../public');
const colours = catalogSource.offers.flatMap(({ variants }) => variants);
const large: [string, number][] = [
  ...colours.map(({ images }): [string, number] => [images.hero, 1600]),
  ...colours.map(({ images }): [string, number] => [images.front, 1200]),
  ['/product/detail-eyes.webp', 1600],
  ['/product/detail-scale.webp', 1600],
  ['/product/detail-strap.webp', 1600],
  ['/product/family.webp', 2400],
  ['/product/family-dark.webp', 2400],
];

describe('the files of a picture', () => {
  it('names every width below its own, and itself', () => {
    expect(pictureSet('/a.webp', 1200, 'webp')).toBe('/a-480.webp 480w, /a-800.webp 800w, /a.webp 1200w');
    expect(pictureSet('/a.webp', 1200, 'avif')).toBe('/a-480.avif 480w, /a-800.avif 800w');
  });

  it.each(large)('%s has every file the page offers', (src, width) => {
    const offered = pictureFormats.flatMap((format) => pictureSet(src, width, format).split(', '));
    const missing = offered
      .map((entry) => entry.split(' ')[0] ?? '')
      .filter((file) => !fs.existsSync(path.join(publicFolder, file)));
    expect(missing).toEqual([]);
  });
});
