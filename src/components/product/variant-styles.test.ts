import { describe, expect, it } from 'vitest';
import { variantStyles } from './variant-styles.ts';

const red = { id: 'red', tint: { hue: 25, chroma: 0.17, shell: 'oklch(0.555 0.178 25)' } };
const teal = { id: 'teal', tint: { hue: 190, chroma: 0.1, shell: 'oklch(0.7 0.1 190)' } };

describe('variantStyles', () => {
  it('gives every colour of the catalogue its tint and its own visible parts', () => {
    const css = variantStyles([red, teal], 2);
    expect(css).toContain('[data-colour="teal"],');
    expect(css).toContain('{--h:190;--c:0.1;--shell:oklch(0.7 0.1 190)}');
    expect(css).toContain('[value="teal"]:checked) [data-when]:not([data-when~="teal"])');
    expect(css).toContain('[value="2"]:checked) [data-qty]:not([data-qty="2"])');
  });

  it('says the same for the same catalogue, so that its hash stands', () => {
    expect(variantStyles([red, teal], 3)).toBe(variantStyles([red, teal], 3));
  });
});
