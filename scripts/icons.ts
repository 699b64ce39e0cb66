/** Draws the icons browsers and phones ask for, from the shop's own mark. */
import * as fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const root = path.dirname(import.meta.dirname);
const glass = '#1a1917';

/** The mark fills its square; phones cut the corners themselves and keep four fifths of a maskable one. */
const icons = [
  { file: 'src/app/icon.png', size: 96, whole: false, mark: 1 },
  { file: 'src/app/apple-icon.png', size: 180, whole: true, mark: 0.94 },
  { file: 'public/icons/icon-192.png', size: 192, whole: false, mark: 1 },
  { file: 'public/icons/icon-512.png', size: 512, whole: false, mark: 1 },
  { file: 'public/icons/maskable-512.png', size: 512, whole: true, mark: 0.8 },
] as const;

/** Draws them all and answers how many. */
export async function drawIcons(): Promise<number> {
  const svg = fs.readFileSync(path.join(root, 'src/app/icon.svg'));
  fs.mkdirSync(path.join(root, 'public/icons'), { recursive: true });
  for (const { file, size, whole, mark } of icons) {
    const inner = Math.round(size * mark);
    const drawn = await sharp(svg, { density: (72 * inner) / 32 })
      .resize(inner, inner)
      .png()
      .toBuffer();
    const background = whole ? glass : { r: 0, g: 0, b: 0, alpha: 0 };
    const ground = sharp({ create: { width: size, height: size, channels: 4, background } });
    await ground
      .composite([{ input: drawn }])
      .png({ compressionLevel: 9, palette: true })
      .toFile(path.join(root, file));
  }
  return icons.length;
}
