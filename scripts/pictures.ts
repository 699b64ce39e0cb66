/**
 * `npm run pictures`: makes the smaller files of every large product picture, in every width and format of the page, then
 * the icons and the pictures of shared addresses.
 */
import * as fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { pictureFile, pictureFormats, pictureWidths } from '#components/ui/picture-files.ts';
import { drawIcons } from './icons.ts';
import { drawSharePictures } from './share-pictures.ts';

const folder = path.join(path.dirname(import.meta.dirname), 'public', 'product');
/** Thumbnails are shown at their own size. */
const originals = fs
  .readdirSync(folder)
  .filter((name) => /^(hero|front|detail|family)(-[a-z]+)*\.webp$/.test(name));
const quality = { avif: { quality: 58, effort: 6 }, webp: { quality: 80, effort: 6 } };

/** Mail programs want PNG, shown at half of this, pixels. */
const mailWidth = 400;

let bytes = 0;
for (const name of originals) {
  const file = path.join(folder, name);
  const { width: ownWidth } = await sharp(file).metadata();
  for (const width of pictureWidths.filter((wanted) => wanted < ownWidth)) {
    for (const format of pictureFormats) {
      const target = path.join(folder, pictureFile(name, width, format));
      const { size } = await sharp(file).resize({ width }).toFormat(format, quality[format]).toFile(target);
      bytes += size;
    }
  }
  console.log(`pictures: ${name}`);
}
for (const name of originals.filter((original) => original.startsWith('front-'))) {
  const target = path.join(folder, name.replace('.webp', '.png'));
  const { size } = await sharp(path.join(folder, name))
    .resize({ width: mailWidth })
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(target);
  bytes += size;
}
console.log(`pictures: ${originals.length} pictures, ${Math.round(bytes / 1024)} KiB of smaller files`);
console.log(`pictures: ${await drawIcons()} icons`);
console.log(`pictures: ${await drawSharePictures()} pictures of shared addresses`);
