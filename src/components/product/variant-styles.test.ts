import { describe, expect, it } from 'vitest';
import { variantStyles } from './variant-styles.ts';

const red = { id: 'red', tint: { hue: 25, chroma: 0.17, shell: 'oklch(0.555 0.178 25)' } };
const teal = { id: 'teal', tint: { hue: 190, chroma: 0.1, shell: 'oklch(0.7 0.1 190)' } };

describe('variantStyles', () => {
  it('gives every colour of the catalogue its tint and its own visible parts', () => {
    const css = variantStyles({ variants: [red, teal], maxQuantity: 2, zones: 1 });
    expect(css).toContain('[data-colour="teal"],');
    expect(css).toContain('{--h:190;--c:0.1;--shell:oklch(0.7 0.1 190)}');
    expect(css).toContain('[value="teal"]:checked) [data-when]:not([data-when~="teal"])');
    expect(css).toContain('[value="2"]:checked) [data-qty]:not([data-qty="2"])');
    expect(css).toContain('[data-zone="0"]:checked) [data-to]:not([data-to~="0"])');
    expect(css).toContain('[data-zone="1"]:checked) [data-to]:not([data-to~="1"])');
  });

  it('speaks of no place where nothing is sent', () => {
    expect(variantStyles({ variants: [red], maxQuantity: 1, zones: 0 })).not.toContain('data-to');
  });

  it('says the same for the same catalogue, so that its hash stands', () => {
    const choices = { variants: [red, teal], maxQuantity: 3, zones: 2 };
    expect(variantStyles(choices)).toBe(variantStyles({ ...choices }));
  });
});
