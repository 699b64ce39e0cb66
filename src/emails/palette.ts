/** The two numbers a product colour is, in OKLCH. */
export type Tint = { readonly hue: number; readonly chroma: number };

export type Palette = Readonly<Record<Role, string>>;
type Role = 'paper' | 'raised' | 'stage' | 'ink' | 'ink2' | 'line' | 'accent' | 'onAccent';
type Theme = 'light' | 'dark';

/** The house neutral: where no colour was chosen. */
const neutral: Tint = { hue: 80, chroma: 0.012 };

/** Lightness and chroma of a role per theme, as the shop's own tokens derive them from the chroma of the colour. */
const roles: Record<Role, Record<Theme, (chroma: number) => readonly [number, number]>> = {
  paper: { light: (c) => [0.984, 0.002 + c * 0.03], dark: (c) => [0.172, 0.004 + c * 0.05] },
  raised: { light: () => [0.998, 0.001], dark: (c) => [0.208, 0.005 + c * 0.05] },
  stage: { light: (c) => [0.905, 0.006 + c * 0.42], dark: (c) => [0.262, 0.006 + c * 0.3] },
  ink: { light: (c) => [0.215, 0.008 + c * 0.12], dark: (c) => [0.955, 0.004 + c * 0.05] },
  ink2: { light: (c) => [0.405, 0.01 + c * 0.12], dark: (c) => [0.8, 0.006 + c * 0.08] },
  line: { light: (c) => [0.875, 0.006 + c * 0.08], dark: (c) => [0.315, 0.006 + c * 0.07] },
  accent: { light: (c) => [0.405, c * 0.92], dark: (c) => [0.86, c * 0.62] },
  onAccent: { light: () => [0.99, 0.004], dark: (c) => [0.19, 0.01 + c * 0.2] },
};

/** The colours of a mail as solid hex, because mail programs know neither variables nor OKLCH. */
export function paletteOf(tint: Tint | null, theme: Theme): Palette {
  const { hue, chroma } = tint ?? neutral;
  const hexOf = ([role, of]: [string, (typeof roles)[Role]]) => {
    const [lightness, c] = of[theme](chroma);
    return [role, hexFrom(lightness, c, hue)];
  };
  return Object.fromEntries(Object.entries(roles).map(hexOf)) as Palette;
}

/** OKLCH as sRGB in hex; a colour no screen can show becomes paler until one can. */
function hexFrom(lightness: number, chroma: number, hue: number): string {
  const rgb = linearRgb(lightness, chroma, hue);
  const shown = rgb.every((part) => part >= -0.0005 && part <= 1.0005);
  if (!shown && chroma > 0.001) return hexFrom(lightness, chroma * 0.97, hue);
  return `#${rgb.map((part) => toByte(part).toString(16).padStart(2, '0')).join('')}`;
}

/** https://bottosson.github.io/posts/oklab/ */
function linearRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toByte(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255);
}
